import { readFile } from './read-file.ts';
import { renameNumbered } from './rename-numbered.ts';
import type { Steps } from './steps.ts';

const decodedAs = (encoding: string, bytes: Uint8Array, fatal = false): string | null => {
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes);
  } catch {
    return null;
  }
};

/**
 * A text as whatever saved it meant it. Notepad and PowerShell save with a byte order mark, or as UTF-16, or in the
 * code page of old; a decoder takes the mark away. JSON begins with two characters of ASCII (RFC 4627, section 3).
 */
export const textOf = (bytes: Uint8Array): string => {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0))
    return decodedAs('utf-16le', bytes) ?? '';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0))
    return decodedAs('utf-16be', bytes) ?? '';
  return decodedAs('utf-8', bytes, true) ?? decodedAs('windows-1252', bytes) ?? '';
};

/** Undefined: it is no JSON, or nested so deeply that it cannot be written again. */
const parsed = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    JSON.stringify(value);
    return value;
  } catch {
    return undefined;
  }
};

/** What a file of ours holds; `value` is undefined where it is no JSON. Null: there is no file. Throws a system error. */
export function* readJson(path: string): Steps<{ readonly value: unknown } | null> {
  const bytes = yield* readFile(path);
  return bytes === null ? null : { value: parsed(textOf(bytes)) };
}

/** Renames a damaged file ("settings.damaged-1.json") and answers the new path; no earlier copy is overwritten. */
export const putAside = (path: string): Steps<string> =>
  renameNumbered(path, (number) => path.replace(/(\.[^.\\/]*)?$/, `.damaged-${number}$1`));
