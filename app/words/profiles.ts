import type { LeftProfile, LeftReason } from '../calibration/travelling.ts';
import { counted } from './plural.ts';

const left: Readonly<Record<LeftReason, string>> = {
  'measured-here': 'It was measured on this computer, and that holds',
  known: 'What is known of it already is as new',
  newer: 'A newer Unjam wrote it',
  unusable: 'It cannot be right',
};

export const profilesWords = {
  imported: (profiles: number): string =>
    `${counted(profiles, 'profile was', 'profiles were')} imported, marked as measured elsewhere.`,
  exported: (profiles: number): string => `${counted(profiles, 'profile was', 'profiles were')} exported.`,
  taken: (driver: string): string => `– ${driver}`,
  left: ({ driver, because, problem }: LeftProfile): string =>
    `Left: ${driver ?? 'a driver without a name'}. ${left[because]}${problem === null ? '' : ` (${problem})`}.`,
} as const;
