import { madeOnce } from '../made-once.ts';

/**
 * Signs that steer a terminal or a line of text instead of standing in it: control characters (C0, C1), line ends,
 * direction marks and other signs without a shape (Unicode "Cf"), and halves of surrogate pairs. The joiners stay:
 * emoji and Persian are written with them.
 */
const steering = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (sign: string): string => {
  const code = (sign.codePointAt(0) ?? 0).toString(16);
  return short[sign] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`);
};

/** Printable ASCII: nothing in it steers, turns or hides. Most texts are plain, and the classes of Unicode are slow to load. */
export const isPlain = (text: string): boolean => /^[ -~]*$/.test(text);

/** Text of others – names of devices, documents, programs, people – on one line, with what steers shown as escapes. */
export const visible = (text: string): string => (isPlain(text) ? text : text.replace(steering, escaped));

/** What leaves no mark on the paper and may stand for something else: joiners, fillers, blanks other than one space. */
const inkless = /[\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}|^ +| +$| {2,}/gu;

/** For a question that destroys something: every sign that cannot be seen is shown as its escape. */
export const unmasked = (text: string): string =>
  visible(text).replace(inkless, (signs) => Array.from(signs, escaped).join(''));

const segmenter = madeOnce(() => new Intl.Segmenter());
/** What a person sees as single signs: nothing is cut within one. */
export const signsOf = (text: string): string[] =>
  Array.from(segmenter().segment(text), ({ segment }) => segment);

/** At most so many signs, as a person sees them: the middle of a longer text gives way, for names often differ at the end. */
export const cutInMiddle = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const signs = signsOf(text);
  if (signs.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  return [...signs.slice(0, most - 1 - end), '…', ...signs.slice(signs.length - end)].join('');
};

/** Nothing of it can be seen. */
export const isBlank = (text: string): boolean =>
  isPlain(text)
    ? text.trim() === ''
    : /^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Z}\s\u2800]*$/u.test(text);

/** The first name that can be seen; null where none can. */
export const firstVisible = (...names: readonly (string | null)[]): string | null =>
  names.find((name) => name !== null && !isBlank(name)) ?? null;
