import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Rig } from '../wine/rig.ts';
import { auditedIn } from './audited.ts';
import { checksOf } from './checks.ts';
import { installUnjam } from './installed-unjam.ts';
import type { StageReport } from './stage.ts';

/** The command line against the C test driver: another program leaks sockets, unjam frees one, the driver is asked. */
export async function runCommandLineUnderWine(
  rig: Rig,
  projectRoot: string,
  program: string | null = null,
): Promise<StageReport> {
  const { report, check } = checksOf('command line');
  const { unjam } = await installUnjam(rig, projectRoot, 'command-line', program);
  const path = rig.first.path;
  const driver = () => rig.driverState(path);
  let deviceId = '';

  await check('devices: both are found, with the same ids on every run', async () => {
    const [once, twice] = [await unjam('devices'), await unjam('devices')];
    assert.equal(once.code, 0);
    assert.deepEqual(once.json['devices'], twice.json['devices']);
    const devices = once.json['devices'] as Readonly<Record<string, unknown>>[];
    assert.equal(devices.length, 2);
    for (const device of devices) {
      assert.equal(device['setupClass'], 'Dot4');
      assert.equal(device['status'], 'present');
      assert.equal(device['simulated'], false);
      assert.equal(device['driverProfile'], 'not-measured');
      assert.match(String(device['id']), /^\S+$/);
    }
    const own = devices.find((device) => device['instanceId'] === rig.first.instanceId);
    deviceId = String(own?.['id']);
    assert.notEqual(deviceId, 'undefined');
  });

  await check('listing opens nothing and sends nothing', async () => {
    const before = await driver();
    const { code, json } = await unjam('list');
    assert.equal(code, 0);
    assert.deepEqual(json['channels'], []);
    const [device] = json['devices'] as { sources: { source: string; kind: string }[] }[];
    assert.deepEqual(
      device?.sources.map(({ source, kind }) => [source, kind]),
      [
        ['processes', 'looked'],
        ['windows-service', 'looked'],
        ['spooler', 'looked'],
        ['device-node', 'looked'],
      ],
    );
    const after = await driver();
    assert.deepEqual(after.counters.received, before.counters.received);
    // one open more: that of the program that reads the counters
    assert.equal(after.counters.creates, before.counters.creates + 1);
  });

  await check('a driver that was not measured is not scanned, and the reason is told', async () => {
    const before = await driver();
    const { code, json } = await unjam(`list --scan --device ${deviceId}`);
    assert.equal(code, 1);
    const fault = json['fault'] as Readonly<Record<string, unknown>>;
    assert.deepEqual([fault['kind'], fault['because']], ['profile-forbids', 'not-measured']);
    assert.deepEqual((await driver()).counters.received, before.counters.received);
  });

  await check('without --yes and without a terminal nothing is sent', async () => {
    const before = await driver();
    const { code, json } = await unjam(`destroy --device ${deviceId} --socket 4`);
    assert.equal(code, 1);
    assert.equal((json['fault'] as Readonly<Record<string, unknown>>)['kind'], 'confirmation-needed');
    assert.deepEqual((await driver()).counters.received, before.counters.received);
  });

  await check('a leaked socket with an open channel is freed; the driver’s own counters say so', async () => {
    const leak = await rig.otherProgram({ device: path, services: ['HP-SCAN', 'HP-MESSAGE'], open: true });
    const hostSocket = leak.sockets.find((socket) => socket.service === 'HP-SCAN')?.hostSocket;
    const before = await driver();
    assert.equal(before.counters.socketsNow, 2, 'the other program is gone and its sockets are left');
    const { code, json } = await unjam(`destroy --device ${deviceId} --socket ${hostSocket} --yes --force`);
    assert.equal(code, 5, JSON.stringify(json));
    assert.equal(json['outcome'], 'unconfirmed');
    assert.equal(json['request'], 'IOCTL_DOT4_DESTROY_SOCKET');
    assert.deepEqual(json['ntstatus'], { code: '0x00000000', name: 'STATUS_SUCCESS' });
    const after = await driver();
    assert.equal(after.counters.socketsDestroyed, before.counters.socketsDestroyed + 1);
    assert.deepEqual(
      after.sockets.map((socket) => socket.service),
      ['HP-MESSAGE'],
    );
    assert.equal(after.counters.channelsNow, 1);
    assert.equal(after.counters.pendingNow, 0);
    const audit = await auditedIn(join(rig.scratchFolder, 'command-line', 'data'));
    assert.deepEqual(
      audit.map(({ record, simulated }) => [record, simulated]),
      [
        ['intent', false],
        ['outcome', false],
      ],
    );
  });

  await check('a socket that does not exist is refused with its NTSTATUS', async () => {
    const { code, json } = await unjam(`destroy --device ${deviceId} --socket 200 --yes --force`);
    assert.equal(code, 1);
    const fault = json['fault'] as Readonly<Record<string, unknown>>;
    assert.equal(fault['kind'], 'refused');
    assert.deepEqual(fault['ntstatus'], { code: '0xC0000225', name: 'STATUS_NOT_FOUND' });
  });

  await check('an unknown device', async () => {
    const { code, json } = await unjam('destroy --device nobody --socket 4 --yes');
    assert.equal(code, 3);
    assert.equal((json['fault'] as Readonly<Record<string, unknown>>)['kind'], 'unknown-device');
  });

  await check('a device that vanished is no longer there', async () => {
    await rig.removeDevice(rig.second.instanceId);
    const { json } = await unjam('devices');
    assert.equal((json['devices'] as unknown[]).length, 1);
    await rig.addDevices('dot4test', 1);
  });

  return report;
}
