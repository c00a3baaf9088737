import type { Rate } from '../settings/settings.ts';

/** "1 s", on the button. */
export const rateWords = (rateMs: Rate): string => `${rateMs / 1_000} s`;

/** In a menu. */
export const rateSentence = (rateMs: Rate): string => {
  if (rateMs === 500) return 'Twice a second';
  return rateMs === 1_000 ? 'Every second' : `Every ${rateMs / 1_000} seconds`;
};

export const updatesWords = {
  paused: 'paused',
  pausedAsOf: (time: string): string => `paused, as of ${time}`,
  rateButton: (rate: string): string => `Looks every ${rate}`,
  rateHint: 'How often jobs, programs and services are looked at.',
  empty: {
    title: (title: string): string => `Paused – ${title}`,
    meaning: (time: string | null, meaning: string): string =>
      `Unjam looks at nothing by itself now; this is ${time === null ? 'from before the first look' : `as of ${time}`}. ${meaning}`,
    nextStep: (nextStep: string): string =>
      `Press F5 to look once, or Ctrl+Shift+P to go on. ${nextStep}`.trim(),
  },
} as const;
