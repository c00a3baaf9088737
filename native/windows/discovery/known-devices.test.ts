import { expect, test } from 'vitest';
import { deviceNamed } from '#app/testing/arbitrary-state.ts';
import type { Found } from './find-devices.ts';
import { KnownDevices } from './known-devices.ts';

const found = (...ids: string[]): Found => ({
  devices: ids.map((id) => ({
    ...{ device: deviceNamed(id), openPaths: [`\\\\?\\${id}`] },
    ...{ driverDate: null, ports: [], unseen: [] },
  })),
  driverPackage: 'installed',
});

test('a failed open says nothing of the other devices', () => {
  const known = new KnownDevices();
  expect(known.isCurrent).toBe(false);
  known.learn({ begunAtMs: 10, value: found('a', 'b') }, 1_000);
  expect(known.isCurrent).toBe(true);
  known.doubt('a', 20);
  expect(known.find('a')).toBeUndefined();
  expect(known.find('b')?.openPaths).toEqual(['\\\\?\\b']);
  expect(known.all.map(({ device }) => device.id)).toEqual(['b']);
  expect(known.isCurrent).toBe(false);
});

test('only a discovery that began after the failed open settles the doubt', () => {
  const known = new KnownDevices();
  known.learn({ begunAtMs: 10, value: found('a', 'b') }, 1_000);
  known.doubt('a', 20);
  known.learn({ begunAtMs: 19, value: found('a', 'b') }, 1_010);
  expect(known.find('a')).toBeUndefined();
  known.learn({ begunAtMs: 21, value: found('a', 'b') }, 1_020);
  expect(known.find('a')?.device.id).toBe('a');
  expect(known).toMatchObject({ isCurrent: true, at: 1_020, begunAtMs: 21 });
});

test('a device that nobody found cannot be in doubt', () => {
  const known = new KnownDevices();
  known.learn({ begunAtMs: 10, value: found('a') }, 1_000);
  known.doubt('elsewhere', 20);
  expect(known.isCurrent).toBe(true);
});
