import { clockTime, exactTime, timestamp } from '#app/words/clock.ts';

/** Minutes east of UTC where this window is, at a moment. */
export const offsetMinutesAt = (at: number): number => -new Date(at).getTimezoneOffset();

/** "13:05". One way to write times, here as in tickets and tables: colleagues abroad read the same. */
export const timeOf = (at: number): string => clockTime(at, offsetMinutesAt(at));

/** "2026-03-01 13:05:09 +01:00". */
export const dateAndTimeOf = (at: number): string => timestamp(at, offsetMinutesAt(at));

/** "13:05:09", for what follows one another within a minute. */
export const exactTimeOf = (at: number): string => exactTime(at, offsetMinutesAt(at));

/** "13:05"; of another day with its date. */
export const momentOf = (at: number, now = Date.now()): string => {
  const [date, nowDate] = [dateAndTimeOf(at), dateAndTimeOf(now)].map((text) => text.slice(0, 10));
  return date === nowDate ? timeOf(at) : `${date} ${timeOf(at)}`;
};
