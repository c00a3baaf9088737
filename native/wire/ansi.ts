/**
 * CHAR text of the structures. Which ANSI code page a driver has in mind is not documented, so only the
 * characters that all of them share are taken: printable ASCII.
 */
export const encodeAnsi = (text: string, maxLength: number): Uint8Array => {
  if (text.length > maxLength) throw new RangeError(`"${text}" is longer than ${maxLength} characters`);
  if (!/^[\x20-\x7e]*$/.test(text)) throw new RangeError(`"${text}" is not plain ANSI text`);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
};

/** Up to the first NUL; bytes beyond ASCII are shown as Latin-1. */
export const decodeAnsi = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...bytes.subarray(0, end < 0 ? bytes.length : end));
};
