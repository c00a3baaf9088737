import { madeOnce } from '../made-once.ts';

const units = (['minute', 'hour', 'day'] as const).map((unit) =>
  madeOnce(() => new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' })),
);

/** "14 minutes", of a time in ms. */
export const spanWords = (ms: number): string => {
  const counts = [ms / 60_000, ms / 3_600_000, ms / 86_400_000].map(Math.floor);
  const [minutes = 0, hours = 0, days = 0] = counts;
  if (minutes < 1) return 'less than a minute';
  const [index, count] = minutes < 60 ? [0, minutes] : hours < 48 ? [1, hours] : [2, days];
  return units[index]?.().format(count) ?? '';
};

/** "14 minutes ago". A clock that was set back makes no time negative. */
export const agoWords = (ms: number): string => `${spanWords(ms)} ago`;
