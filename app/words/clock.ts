const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Minutes east of UTC where the person is, at a moment. */
export type OffsetAt = (at: number) => number;

const localIso = (at: number, offsetMinutes: number): string =>
  new Date(at + offsetMinutes * 60_000).toISOString();

/** "2026-03-01 10:00:04 +01:00": the person's own time, and which one that is. */
export const timestamp = (at: number, offsetMinutes: number): string => {
  const local = localIso(at, offsetMinutes);
  const size = Math.abs(offsetMinutes);
  const offset = `${offsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
  return `${local.slice(0, 10)} ${exactTime(at, offsetMinutes)} ${offset}`;
};

/** "10:00:04", for what follows one another within a minute. */
export const exactTime = (at: number, offsetMinutes: number): string =>
  localIso(at, offsetMinutes).slice(11, 19);

/** "10:00": the person's own time of day, at a glance. */
export const clockTime = (at: number, offsetMinutes: number): string =>
  localIso(at, offsetMinutes).slice(11, 16);
