import { describe, expect, it } from 'vitest';
import { officeAfter } from '../testing/rows.ts';
import { found, m1522, oj7310, printer, sessionAfter, socketGone } from '../testing/sessions.ts';
import { countsIn } from './device-counts.ts';
import { entryText, shortName, signOf } from '../devices/device-entry.ts';
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

  it('are called by what their printer is not', () => {
    expect(shortName('HP LaserJet 3055 scan', 'HP LaserJet 3055')).toBe('scan');
    expect(shortName('HP LaserJet 3055', 'HP LaserJet 3055')).toBe('HP LaserJet 3055');
    expect(shortName('HP LaserJet 30551', 'HP LaserJet 3055')).toBe('HP LaserJet 30551');
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

  it('make the sign of a device that is well itself', () => {
    const state = officeAfter();
    expect(signOf('present', { open: 3, stuck: 1, suspect: 2 })).toBe('stuck');
    expect(signOf('unplugged', { open: 3, stuck: 1, suspect: 2 })).toBe('unplugged');
    const entry = state.devices[oj7310.id];
    if (entry === undefined) throw new Error('no device');
    expect(entryText(entry, entry.device.name, countsIn(state, oj7310.id))).toEqual({
      sign: 'present',
      notes: [],
      summary: 'HP Officejet 7310, present, 1 channel',
    });
  });
});
