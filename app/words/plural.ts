import { madeOnce } from '../made-once.ts';

const rules = madeOnce(() => new Intl.PluralRules('en'));

/** The form that a number takes. */
export const plural = (count: number, one: string, other: string): string =>
  rules().select(count) === 'one' ? one : other;

/** "1 channel", "1,024 channels". */
export const counted = (count: number, one: string, other: string): string =>
  `${count.toLocaleString('en')} ${plural(count, one, other)}`;
