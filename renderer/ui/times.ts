/** In the person's own way, with a calendar and digits that a colleague abroad reads too. */
const readable = { calendar: 'gregory', numberingSystem: 'latn', timeStyle: 'medium' } as const;
const time = new Intl.DateTimeFormat(undefined, readable);
const dateAndTime = new Intl.DateTimeFormat(undefined, { ...readable, dateStyle: 'medium' });

export const timeOf = (at: number): string => time.format(at);
export const dateAndTimeOf = (at: number): string => dateAndTime.format(at);

const dayOf = (at: number): string => new Date(at).toDateString();

/** The time of day; with the date where that is not today. */
export const momentOf = (at: number, now = Date.now()): string =>
  dayOf(at) === dayOf(now) ? timeOf(at) : dateAndTimeOf(at);
