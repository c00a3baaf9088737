import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import { applyDelta } from '#app/session/delta.ts';
import { ok } from '#app/result.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import { environment } from '#app/testing/stamped.ts';
import { createSimulator } from '#native';
import { createVirtualClock } from '#native/testing.ts';
import type { Dot4Driver } from '#native';
import type { VirtualClock } from '#native/testing.ts';
import { createAuditTrail } from '../audit/audit-trail.ts';
import type { Services } from '../services.ts';
import { auditRecords, closeTarget, temporaryFolder } from '../testing/bench.ts';
import { createSessionHost } from './session-host.ts';
import type { Chosen } from './session-host.ts';

const opened = async (first: ScenarioId | Chosen, clock = createVirtualClock()) => {
  const folder = temporaryFolder();
  const auditFile = join(folder, 'audit.jsonl');
  const published: NumberedDelta[] = [];
  const replaced: Services[] = [];
  const logged: string[] = [];
  const log = { warn: (text: string) => logged.push(text), error: (text: string) => logged.push(text) };
  const simulated = (scenario: ScenarioId): Chosen => ({
    driver: createSimulator({ scenario, clock }),
    environment: { ...environment, scenario },
    clock,
  });
  const host = createSessionHost(
    {
      dataFolder: folder,
      program: 'window',
      log,
      clock,
      auditOf: () => createAuditTrail(auditFile),
      publish: (delta) => published.push(delta),
    },
    typeof first === 'string' ? simulated(first) : first,
  );
  host.onReplaced((services) => replaced.push(services));
  onTestFinished(() => run(host.close()));
  /** Virtual time moves until it is done; what waits for a real disk is given real time. */
  const run = async <T>(promise: Promise<T>): Promise<T> => {
    const settled = { yet: false };
    const mark = (): void => void (settled.yet = true);
    promise.then(mark, mark);
    while (!settled.yet) {
      await clock.advance(1);
      await new Promise((next) => setImmediate(next));
    }
    return promise;
  };
  await clock.advance(200);
  const change = (next: Chosen) => run(host.replace(() => Promise.resolve(next)));
  const replace = (scenario: ScenarioId) => change(simulated(scenario));
  return { clock, host, published, replaced, logged, auditFile, run, change, replace, simulated };
};

const hasIntent = (path: string): boolean =>
  existsSync(path) && auditRecords(path).some(({ record }) => record === 'intent');

const untilBegun = async (path: string): Promise<void> => {
  while (!hasIntent(path)) await new Promise((next) => setImmediate(next));
};

test('another scenario takes the place of the one before', async () => {
  const { clock, host, replaced, replace, logged } = await opened('office');
  const before = host.services;
  expect(Object.keys(before.session.state.devices)).toHaveLength(3);
  await replace('unwell');
  await clock.advance(200);
  expect(replaced).toEqual([host.services]);
  expect(host.services).not.toBe(before);
  const { environment: now, devices } = host.services.session.state;
  expect(now.scenario).toBe('unwell');
  expect(Object.keys(devices)).toEqual(['sim-twoqueues-3050', 'sim-stopped-3390']);
  expect(logged).toEqual([]);
});

test('the window hears of another epoch, asks for the snapshot, and can go on from there', async () => {
  const { clock, host, published, replace } = await opened('office');
  const { epoch } = host.services.publisher.snapshot();
  await replace('full');
  const next = published.find((delta) => delta.epoch !== epoch);
  expect(next).toEqual({ epoch: epoch + 1, revision: 0, delta: {} });
  const snapshot = host.services.publisher.snapshot();
  expect(snapshot.epoch).toBe(epoch + 1);
  const after = published.length;
  await clock.advance(3_000);
  // what only waits for its time goes out with it
  const whole = host.services.publisher.snapshot().state;
  const state = published.slice(after).reduce((so, { delta }) => applyDelta(so, delta), snapshot.state);
  expect(published.slice(after).map(({ revision }) => revision)).toEqual(
    published.slice(after).map((_delta, index) => snapshot.revision + 1 + index),
  );
  expect(state).toEqual(whole);
});

test('a teardown that is under way has its outcome on disk first; nothing of before is published later', async () => {
  const { clock, host, run, replace, published, auditFile } = await opened('office');
  const { services } = host;
  const deviceId = 'sim-m1522nf';
  const scan = services.operations.start<'scan'>({ kind: 'scan', deviceId });
  await run(scan.ok ? scan.value.ended : Promise.reject(new Error(scan.fault.kind)));
  const targets = [closeTarget(services.session.state, deviceId, 4)];
  const closing = services.operations.start<'close'>({ kind: 'close', deviceId, targets });
  await run(untilBegun(auditFile));
  await replace('empty');
  await run(closing.ok ? closing.value.ended : Promise.reject(new Error(closing.fault.kind)));
  const records = auditRecords(auditFile).map(({ record }) => record);
  expect(records.filter((record) => !record.startsWith('scan-'))).toEqual(['intent', 'outcome']);
  const count = published.length;
  services.session.dispatch({ type: 'updates-set', updates: { rateMs: 5_000, isPaused: true } });
  services.publisher.flush();
  await clock.advance(100);
  expect(published.slice(count).filter(({ epoch }) => epoch === 1)).toEqual([]);
});

test('rate, pause and thresholds stay as they were chosen', async () => {
  const { host, replace } = await opened('office');
  const updates = { rateMs: 5_000, isPaused: true } as const;
  const thresholds = { ...host.services.session.state.thresholds, jobDoesNotMove: 12 };
  host.services.session.dispatch({ type: 'updates-set', updates }, { type: 'thresholds-set', thresholds });
  await replace('full');
  expect(host.services.session.state).toMatchObject({ updates, thresholds });
});

test('replaced twice at once: one after the other, the last one stays', async () => {
  const { host, replace } = await opened('office');
  await Promise.all([replace('full'), replace('unwell')]);
  expect(host.services.session.state.environment.scenario).toBe('unwell');
});

/** As if it were Windows' own: a driver of real devices, which may keep a DESTROY_SOCKET until it is let go. */
const realDriver = (clock: VirtualClock) => {
  const simulator = createSimulator({ scenario: 'office', clock });
  let letGo: () => void = () => undefined;
  let held: Promise<void> = Promise.resolve();
  const driver: Dot4Driver = {
    ...simulator,
    kind: 'windows',
    open: async (deviceId, options) => {
      const link = await simulator.open(deviceId, options);
      if (!link.ok) return link;
      const { value } = link;
      const destroySocket = value.destroySocket.bind(value);
      const close = value.close.bind(value);
      return ok(
        Object.assign(value, {
          destroySocket: async (...args: Parameters<typeof destroySocket>) => {
            await held;
            return destroySocket(...args);
          },
          close: () => held.then(close),
        }),
      );
    },
    close: () => held.then(() => simulator.close()),
  };
  return {
    chosen: { driver, environment, clock } satisfies Chosen,
    simulator,
    hang: () => void (held = new Promise((resolve) => (letGo = resolve))),
    letGo: () => letGo(),
  };
};

const mfp = 'sim-m1522nf';

const scanOf = async ({ operations }: Services, deviceId: string) => {
  const scan = operations.start<'scan'>({ kind: 'scan', deviceId });
  return scan.ok ? scan.value.ended : Promise.reject(new Error(scan.fault.kind));
};

/** A session on real devices whose driver hangs in a DESTROY_SOCKET that was asked for. */
const hanging = async () => {
  const clock = createVirtualClock();
  const driver = realDriver(clock);
  const bench = await opened(driver.chosen, clock);
  onTestFinished(() => driver.letGo());
  const { services } = bench.host;
  await bench.run(services.devices.refresh());
  await bench.run(scanOf(services, mfp));
  driver.hang();
  const targets = [closeTarget(services.session.state, mfp, 4)];
  const closing = services.operations.start<'close'>({ kind: 'close', deviceId: mfp, targets });
  if (!closing.ok) throw new Error(closing.fault.kind);
  await bench.run(untilBegun(bench.auditFile));
  const records = () =>
    auditRecords(bench.auditFile).flatMap(({ record }) => (record.startsWith('scan') ? [] : [record]));
  return { ...bench, driver, tearing: closing.value.ended, records };
};

test('a driver that hangs stays known: practice begins, and the late outcome is on record and not in practice', async () => {
  const { host, replace, driver, tearing, records, run, logged, published, clock } = await hanging();
  await replace('empty');
  expect(host.services.session.state.environment.scenario).toBe('empty');
  expect(records()).toEqual(['intent']);
  const count = published.length;
  driver.letGo();
  await run(tearing);
  await clock.advance(100);
  expect(records()).toEqual(['intent', 'outcome']);
  expect(published.slice(count).every(({ epoch }) => epoch === 2)).toBe(true);
  expect(Object.keys(host.services.session.state.operations)).toEqual([]);
  expect(logged).toEqual([expect.stringContaining('did not let go'), expect.stringContaining('has let go')]);
});

test('back on the real devices the one that hangs keeps its turn: nothing is sent there before it ends', async () => {
  const { clock, host, replace, change, driver, tearing, records, run } = await hanging();
  await replace('empty');
  const second = realDriver(clock);
  await change(second.chosen);
  await run(host.services.devices.refresh());
  const again = scanOf(host.services, mfp);
  const elsewhere = await run(scanOf(host.services, 'sim-3055'));
  expect(elsewhere.outcome).toMatchObject({ kind: 'done' });
  await clock.advance(5_000);
  expect(second.simulator.controls.counters(mfp).sent.WAIT_FOR_CHANNEL).toBe(0);
  driver.letGo();
  await run(tearing);
  expect((await run(again)).outcome).toMatchObject({ kind: 'done' });
  expect(second.simulator.controls.counters(mfp).sent.WAIT_FOR_CHANNEL).toBeGreaterThan(0);
  expect(records().slice(0, 2)).toEqual(['intent', 'outcome']);
});

test('quitting waits for the driver that was left behind, too', async () => {
  const { clock, host, replace, driver, tearing, records, run } = await hanging();
  await replace('empty');
  let isClosed = false;
  const closing = host.close().then(() => (isClosed = true));
  await clock.advance(5_000);
  expect(isClosed).toBe(false);
  driver.letGo();
  await run(Promise.all([closing, tearing]));
  expect(records()).toEqual(['intent', 'outcome']);
});

test('what is still open when there is no more time is on record as such, once', async () => {
  const { host, driver, tearing, run, auditFile, records } = await hanging();
  void host.close();
  await run(host.recordOpen());
  expect(records()).toEqual(['intent', 'outcome']);
  expect(auditRecords(auditFile).at(-1)).toMatchObject({
    device: { id: mfp },
    hostSocket: 4,
    outcome: { kind: 'failed', fault: { kind: 'open-at-quit' } },
  });
  await run(host.recordOpen());
  driver.letGo();
  await run(tearing);
  expect(records()).toHaveLength(2);
});

test('closing waits for a replacement under way, and nothing follows it', async () => {
  const { host, replaced, run, simulated } = await opened('office');
  const next = simulated('office');
  let choose: (chosen: Chosen) => void = () => undefined;
  const replacing = host.replace(() => new Promise((resolve) => (choose = resolve)));
  await run(Promise.resolve());
  let isClosed = false;
  const closing = host.close().then(() => (isClosed = true));
  await run(host.services.close());
  expect(isClosed).toBe(false);
  choose(next);
  await run(Promise.all([replacing, closing]));
  expect(replaced).toEqual([]);
  expect(await run(next.driver.open('sim-m1522nf', { deadlineMs: 10 }))).toMatchObject({
    fault: { kind: 'device-gone' },
  });
});

test('after closing nothing takes the place of what was closed', async () => {
  const { host, run, replace, replaced } = await opened('office');
  await run(host.close());
  await replace('full');
  expect(replaced).toEqual([]);
});

test('while the window shows another computer nothing here is told or looked at; then the window asks for everything', async () => {
  const { clock, host, published } = await opened('office');
  const before = host.services.publisher.snapshot();
  host.stepAside();
  const remote = host.nextEpoch();
  expect([host.isAside, remote]).toEqual([true, before.epoch + 1]);
  published.length = 0;
  const looked = host.services.session.state.discovery.at;
  await clock.advance(30_000);
  expect(published).toEqual([]);
  expect(host.services.session.state.discovery.at).toBe(looked);
  host.stepForward();
  expect(host.isAside).toBe(false);
  expect(published).toEqual([{ epoch: remote + 1, revision: 0, delta: {} }]);
  const again = host.services.publisher.snapshot();
  expect([again.epoch, again.revision >= before.revision]).toEqual([remote + 1, true]);
  published.length = 0;
  host.services.session.dispatch({ type: 'updates-set', updates: { rateMs: 500, isPaused: false } });
  host.services.publisher.flush();
  expect(published.map(({ epoch }) => epoch)).toEqual([remote + 1]);
  await clock.advance(30_000);
  expect(host.services.session.state.discovery.at).not.toBe(looked);
});
