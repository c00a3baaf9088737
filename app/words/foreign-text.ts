/**
 * What is not seen as itself: control characters and line ends (Cc, Zl, Zp), format characters such as direction
 * marks (Cf), but for the joiners that scripts and emoji need, and half a surrogate pair (Cs).
 */
const unseen = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}}`;

/** A text that others wrote, as it can be read: what is invisible, or turns the text beside it, stands as \u{202E}. */
export const visible = (text: string): string => text.replace(unseen, escaped);
