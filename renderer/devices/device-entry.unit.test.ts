import { describe, expect, it } from 'vitest';
import { entryText, nameAbove, shortName } from './device-entry.ts';

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

  it('say in words what no count says, and nothing where all is well', () => {
    const none = { open: 1, stuck: 0, suspect: 0 };
    const one = { open: 3, stuck: 1, suspect: 2 };
    const notes = (...of: Parameters<typeof entryText>) => entryText(...of).notes;
    expect(entryText('nothing-found', 'HP Officejet 7310', none)).toEqual({
      notes: [],
      summary: 'HP Officejet 7310, checked, nothing stuck seen, 1 channel',
    });
    expect(notes('not-checked', 'HP', none)).toEqual(['not checked']);
    expect(notes('could-not-be-told', 'HP', none)).toEqual([]);
    expect(notes('blocked', 'HP', none)).toEqual(['something is stuck']);
    expect(notes('blocked', 'HP', one)).toEqual(['1 stuck', '2 suspect']);
    expect(notes('person-needed', 'HP', { ...one, stuck: 0 })).toEqual(['waits for a person', '2 suspect']);
    expect(notes('unplugged', 'HP', one)).toEqual(['unplugged', '1 stuck', '2 suspect']);
  });
});
