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

/** Text of others – names of devices, documents, programs, people – on one line, with what steers shown as escapes. */
export const visible = (text: string): string => text.replace(steering, escaped);

/** What leaves no mark on the paper and may stand for something else: joiners, fillers, blanks other than one space. */
const inkless = /[\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}|^ +| +$| {2,}/gu;

/** For a question that destroys something: every sign that cannot be seen is shown as its escape. */
export const unmasked = (text: string): string =>
  visible(text).replace(inkless, (signs) => Array.from(signs, escaped).join(''));

/** Nothing of it can be seen. */
export const isBlank = (text: string): boolean =>
  /^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Z}\s\u2800]*$/u.test(text);

/** The first name that can be seen; null where none can. */
export const firstVisible = (...names: readonly (string | null)[]): string | null =>
  names.find((name) => name !== null && !isBlank(name)) ?? null;
