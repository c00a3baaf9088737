/** UTF-16LE memory up to its first NUL. */
export const wideText = (bytes: Uint8Array): string => {
  const text = new TextDecoder('utf-16le').decode(bytes.subarray(0, bytes.byteLength & ~1));
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
};
