const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export const timeOf = (at: number): string => time.format(at);
export const dateAndTimeOf = (at: number): string => dateAndTime.format(at);
