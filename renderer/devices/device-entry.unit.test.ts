import { describe, expect, it } from 'vitest';
import type { DeviceState } from '#app/session/state.ts';
import { countsIn } from '../state/device-counts.ts';
import { officeAfter } from '../testing/rows.ts';
import { oj7310 } from '../testing/sessions.ts';
import { entryText, nameAbove, shortName, signOf } from './device-entry.ts';

describe('devices in the list', () => {
  it('are called by what their printer is not', () => {
    expect(shortName('HP LaserJet 3055 scan', 'HP LaserJet 3055')).toBe('scan');
    expect(shortName('HP LaserJet 3055', 'HP LaserJet 3055')).toBe('HP LaserJet 3055');
    expect(shortName('HP LaserJet 30551', 'HP LaserJet 3055')).toBe('HP LaserJet 30551');
  });

  it('stand without their port where it stands below them', () => {
    expect(nameAbove('DOT4_002, Reception', 'HP 3055 (DOT4_002)', 'HP 3055')).toBe('HP 3055');
    expect(nameAbove('DOT4_002', 'HP 3055 (…7&1)', 'HP 3055')).toBe('HP 3055 (…7&1)');
    expect(nameAbove(null, 'HP 3055 (DOT4_002)', 'HP 3055')).toBe('HP 3055 (DOT4_002)');
  });

  it('have the sign of their worst channel while they are well themselves, and say when nothing was asked yet', () => {
    const state = officeAfter();
    expect(signOf('present', { open: 3, stuck: 1, suspect: 2 }, true)).toBe('stuck');
    expect(signOf('unplugged', { open: 3, stuck: 1, suspect: 2 }, true)).toBe('unplugged');
    const none = { open: 0, stuck: 0, suspect: 0 };
    expect(signOf('present', none, true)).toBe('checked');
    expect(signOf('present', none, false)).toBe('not-checked');
    const entry = state.devices[oj7310.id];
    if (entry === undefined) throw new Error('no device');
    const textAs = (scan: DeviceState['scan']) =>
      entryText({ ...entry, scan }, entry.device.name, countsIn(state, oj7310.id));
    expect(textAs(entry.scan)).toEqual({
      sign: 'checked',
      notes: [],
      summary: 'HP Officejet 7310, checked, nothing stuck seen, 1 channel',
    });
    expect(textAs({ kind: 'never' })).toEqual({
      sign: 'not-checked',
      notes: ['not checked'],
      summary: 'HP Officejet 7310, not checked, 1 channel',
    });
  });
});
