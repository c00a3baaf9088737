import { expect, test } from 'vitest';
import { notMeasured } from '../dot4/profile.ts';
import { looked } from '../evidence/source-report.ts';
import type { SessionEvent } from '../session/event.ts';
import { deviceNamed } from '../testing/arbitrary-state.ts';
import { afterEvents } from '../testing/stamped.ts';
import { deviceName, printerName } from './printer-names.ts';

const twin = (id: string, instanceId = `DOT4\\TEST\\6&${id}`) => ({
  ...deviceNamed(id),
  name: 'HP LaserJet 3055',
  instanceId,
});

const found = (...devices: ReturnType<typeof twin>[]): SessionEvent => ({
  type: 'discovered',
  at: 1,
  discovery: { devices, driverPackage: 'installed' },
  profiles: Object.fromEntries(devices.map(({ id }) => [id, notMeasured])),
});

const onPort = (deviceId: string, port: string | null): SessionEvent => ({
  type: 'observed',
  at: 2,
  deviceId,
  observations: [
    {
      hostSocket: null,
      evidence: {
        kind: 'node',
        source: 'device-node',
        at: 2,
        node: {
          ...{ setupClass: 'Dot4', service: null, provider: null, version: null, date: null, problemCode: 0 },
          port,
        },
      },
    },
  ],
  sources: [looked('device-node', 2)],
});

const names = (...events: SessionEvent[]): string[] => {
  const { devices } = afterEvents(events);
  return Object.keys(devices).map((id) => deviceName(id, devices));
};

test('a name that no other printer has stands alone', () => {
  expect(names(found({ ...twin('a'), name: 'HP LaserJet 1300' }, twin('b')))).toEqual([
    'HP LaserJet 1300',
    'HP LaserJet 3055',
  ]);
});

test('two of one name are told apart by their ports', () => {
  expect(names(found(twin('a'), twin('b')), onPort('a', 'DOT4_001'), onPort('b', 'DOT4_002'))).toEqual([
    'HP LaserJet 3055 (DOT4_001)',
    'HP LaserJet 3055 (DOT4_002)',
  ]);
});

test('where ports are not known or the same, the end of the instance id does', () => {
  expect(names(found(twin('a'), twin('b')), onPort('a', 'DOT4_001'))).toEqual([
    'HP LaserJet 3055 (DOT4_001)',
    'HP LaserJet 3055 (…6&b)',
  ]);
  expect(names(found(twin('a'), twin('b')), onPort('a', 'DOT4_001'), onPort('b', 'DOT4_001'))).toEqual([
    'HP LaserJet 3055 (…6&a)',
    'HP LaserJet 3055 (…6&b)',
  ]);
});

test('a printer is named with its port and place, or else with what tells it apart', () => {
  const printers = (...events: readonly SessionEvent[]): string[] => {
    const { devices } = afterEvents(events);
    return Object.keys(devices).map((id) => printerName(id, devices));
  };
  expect(printers(found(twin('a')), onPort('a', 'DOT4_001'))).toEqual(['HP LaserJet 3055 (DOT4_001)']);
  expect(printers(found(twin('a'), twin('b')), onPort('a', 'DOT4_001'), onPort('b', 'DOT4_001'))).toEqual([
    'HP LaserJet 3055 (…6&a)',
    'HP LaserJet 3055 (…6&b)',
  ]);
});

test('a long name is cut to the signs there are, and its port stays', () => {
  const long = { ...twin('a'), name: `HP ${'x'.repeat(200)} 3055` };
  const { devices } = afterEvents([found(long), onPort('a', 'DOT4_001')]);
  expect(printerName('a', devices, 12)).toBe('HP xxx… 3055 (DOT4_001)');
  expect(printerName('a', devices)).toBe(`${long.name} (DOT4_001)`);
  const unplaced = afterEvents([found(long)]).devices;
  expect(printerName('a', unplaced, 6)).toBe('HP xxx… 3055');
});

test('where the ends are the same too, the whole instance id does', () => {
  expect(names(found(twin('a', 'DOT4\\ONE\\0'), twin('b', 'DOT4\\TWO\\0')))).toEqual([
    'HP LaserJet 3055 (DOT4\\ONE\\0)',
    'HP LaserJet 3055 (DOT4\\TWO\\0)',
  ]);
});

test('one that has left is told apart from the one in its place, whose name stays short', () => {
  expect(names(found(twin('a')), found(twin('b')))).toEqual(['HP LaserJet 3055 (…6&a)', 'HP LaserJet 3055']);
});

test('a device that was never seen has its id for a name', () => {
  expect(deviceName('x', {})).toBe('x');
});
