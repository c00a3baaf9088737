import { describe, expect, it } from 'vitest';
import { officeAfter } from '../testing/rows.ts';
import { found, m1522, printer, sessionAfter, socketGone } from '../testing/sessions.ts';
import { countsIn } from './device-counts.ts';
import { printersInOrder } from './printers.ts';

const devicesOf = (...names: readonly string[]) =>
  sessionAfter([
    found(
      1,
      names.map((name, index) => printer(`d${index}`, name, { printerId: 'one' })),
    ),
  ]).devices;

describe('devices of one printer', () => {
  it.each([
    [['HP LaserJet 3055 scan', 'HP LaserJet 3055 print'], 'HP LaserJet 3055'],
    [['HP LaserJet 3055', 'HP LaserJet 3055 print'], 'HP LaserJet 3055'],
    [['HP LaserJet 3055', 'HP LaserJet 3050'], 'HP LaserJet'],
    [['scan', 'print'], 'print'],
    [['HP LaserJet 3055'], 'HP LaserJet 3055'],
  ])('%j are of %j', (names, name) => {
    const [only, another] = printersInOrder(devicesOf(...names));
    expect(only?.name).toBe(name);
    expect(only?.devices).toHaveLength(names.length);
    expect(another).toBeUndefined();
  });
});

it('two printers of one name are told apart, alone or with several devices', () => {
  const twins = ['a', 'b'].flatMap((printerId) => [
    printer(`${printerId}-print`, 'HP LaserJet 3055 print', { printerId }),
    printer(`${printerId}-scan`, 'HP LaserJet 3055 scan', { printerId }),
  ]);
  const { devices } = sessionAfter([found(1, twins)]);
  const names = printersInOrder(devices).map(({ name }) => name);
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^HP LaserJet 3055 \(…VID/);
  const alone = sessionAfter([
    found(1, [printer('a', 'HP LaserJet 3055'), printer('b', 'HP LaserJet 3055')]),
  ]);
  expect(printersInOrder(alone.devices).map(({ name }) => name)).toEqual([
    'HP LaserJet 3055 (…VID_03F0&PID_a)',
    'HP LaserJet 3055 (…VID_03F0&PID_b)',
  ]);
});

describe('counts', () => {
  it('are of channels that are not gone, by device and of all', () => {
    const state = officeAfter(socketGone(6000, m1522.id, 1));
    expect(countsIn(state, null)).toEqual({ open: 4, stuck: 0, suspect: 1 });
    expect(countsIn(state, m1522.id)).toEqual({ open: 1, stuck: 0, suspect: 1 });
    expect(countsIn(state, 'nobody')).toEqual({ open: 0, stuck: 0, suspect: 0 });
  });
});
