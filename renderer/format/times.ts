const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export const timeOf = (at: number): string => time.format(at);
export const dateAndTimeOf = (at: number): string => dateAndTime.format(at);

const dayOf = (at: number): string => new Date(at).toDateString();

/** The time of day; with the date where that is not today. */
export const momentOf = (at: number, now = Date.now()): string =>
  dayOf(at) === dayOf(now) ? timeOf(at) : dateAndTimeOf(at);
