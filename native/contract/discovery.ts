import { strict as assert } from 'node:assert';
import * as v from 'valibot';
import { DeviceSchema } from '#app/dot4/device.ts';
import { DriverProfileSchema } from '#app/dot4/profile.ts';
import { EvidenceSchema } from '#app/evidence/evidence.ts';
import { lookSourceNames, SourceReportSchema } from '#app/evidence/source-report.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { Group } from './suite.ts';

export const discoveryCases: Group = ({ test }) => {
  test('finds the device, twice under the same id', [], async (stage) => {
    const { driver, deviceId } = stage.bench;
    const first = await stage.value(driver.discover(stage.options()));
    const second = await stage.value(driver.discover(stage.options()));
    for (const device of first.devices) v.parse(DeviceSchema, device);
    const ids = first.devices.map(({ id }) => id);
    assert.deepEqual(
      second.devices.map(({ id }) => id),
      ids,
    );
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.includes(deviceId));
    assert.equal(first.driverPackage, 'installed');
  });

  test('opens no device to look at it', ['truth'], async (stage) => {
    const { driver } = stage.bench;
    const { devices } = await stage.value(driver.discover(stage.options()));
    for (const device of devices) v.parse(DriverProfileSchema, driver.profileOf(device));
    assert.equal((await stage.bench.truth()).openHandles, 0);
  });

  test('a look shows what evidence can say of each device', [], async (stage) => {
    const { observations, sources } = await stage.sight();
    for (const { evidence } of observations) v.parse(EvidenceSchema, evidence);
    for (const report of sources) v.parse(SourceReportSchema, report);
    assert.deepEqual(sources.map(({ source }) => source).toSorted(), [...lookSourceNames].toSorted());
  });

  test('a look at the surroundings ends when its signal says so', [], async (stage) => {
    const { driver } = stage.bench;
    await stage.value(driver.discover(stage.options()));
    const abort = new AbortController();
    const looking = driver.look(stage.options({ signal: abort.signal }));
    abort.abort();
    const late = driver.look(stage.options({ signal: abort.signal }));
    for (const look of [looking, late]) {
      const fault = await stage.fault(look);
      assert.ok(fault.kind === 'discovery-failed' && fault.systemError === 995, JSON.stringify(fault));
    }
    await stage.sight();
  });

  test('a fresh look begins after the one that is under way, and both are answered', [], async (stage) => {
    const { driver, deviceId } = stage.bench;
    const before = driver.look(stage.options());
    const fresh = driver.look({ ...stage.options(), fresh: true });
    const begun = async (look: typeof before) =>
      (await stage.value(look)).get(deviceId)?.begunAtMs ?? assert.fail('nothing is shown of the device');
    assert.ok((await begun(before)) < (await begun(fresh)));
  });

  test('can be watched, and watched no longer', [], (stage) => {
    const stopWatching = stage.bench.driver.watch(() => undefined);
    stopWatching();
    stopWatching();
    return Promise.resolve();
  });

  test('does not open a device it does not know', [], async (stage) => {
    const { driver } = stage.bench;
    const deviceId = 'no-such-device';
    const expected = { kind: 'unknown-device', deviceId };
    assert.deepEqual(await stage.fault(driver.open(deviceId, stage.options())), expected);
  });

  test('a closed driver answers whatever it is asked, with a fault', [], async (stage) => {
    const { driver, deviceId } = stage.bench;
    await stage.value(driver.discover(stage.options()));
    await stage.answer(driver.close());
    for (const look of [driver.discover(stage.options()), driver.look(stage.options())])
      assert.equal((await stage.fault<unknown>(look)).kind, 'discovery-failed');
    const target = { kind: 'stop-program', pid: 4, name: 'x.exe', startedAt: '0' } as const;
    const asked: readonly Promise<Result<unknown, Fault>>[] = [
      driver.open(deviceId, stage.options()),
      driver.destroyAsAnotherProcess(deviceId, { hostSocket: 4 }, stage.options()),
      driver.act(deviceId, target, stage.options()),
    ];
    for (const answer of asked)
      assert.deepEqual(await stage.fault(answer), { kind: 'device-gone', deviceId });
    driver.watch(() => assert.fail('a closed driver watches nothing'));
    driver.resume();
    await stage.answer(Promise.all([driver.suspend(), driver.isElevated(stage.options()), driver.close()]));
  });
};
