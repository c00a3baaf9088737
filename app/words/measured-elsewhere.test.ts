import { expect, test } from 'vitest';
import { replaces } from '../calibration/replaces.ts';
import { notMeasured } from '../dot4/profile.ts';
import type { DriverProfile } from '../dot4/profile.ts';
import { measureAgainWords, profileTitle } from './calibration.ts';
import { profileWords } from './environment.ts';
import { evidenceWords } from './evidence.ts';

const here: DriverProfile = { ...notMeasured, origin: 'measured', measuredAt: 5, creatorEnds: 'leaks' };
const elsewhere: DriverProfile = { ...here, measuredOn: 'PC\u202e7' };
const time = (): string => '3 November';

test('a profile from another computer says so, where it is shown and in evidence, and its name turns no text', () => {
  expect(profileWords(here)).toBe('measured');
  expect(profileWords(elsewhere)).toBe('measured elsewhere (PC\\u202e7)');
  expect(profileTitle(elsewhere, time)).toBe(
    'How the driver behaves, measured elsewhere, on PC\\u202e7, 3 November',
  );
  expect(measureAgainWords(elsewhere, time)?.label).toBe('Measure here…');
  const pended = { kind: 'probe-pended', source: 'driver-answer', at: 1 } as const;
  expect(evidenceWords({ ...pended, measuredOn: 'PC\u202e7' })).toContain('measured elsewhere (PC\\u202e7)');
  expect(evidenceWords(pended)).not.toContain('elsewhere');
});

test('what is measured here takes the place of what was measured elsewhere, even if it found out less', () => {
  const less: DriverProfile = { ...here, creatorEnds: 'unknown' };
  expect(replaces(less, elsewhere, false)).toBe(true);
  expect(replaces(less, here, false)).toBe(false);
});
