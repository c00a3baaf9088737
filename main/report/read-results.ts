import { opendir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { foundIn } from '#app/report/found.ts';
import type { Found } from '#app/report/found.ts';
import type { LeftOut } from '#app/report/tables.ts';
import { cliCommandNames } from '#app/words/command-line.ts';
import type { LeftOutReason } from '#app/words/report.ts';
import { readFile } from '../files/read-file.ts';
import { textOf } from '../files/read-json.ts';
import { onDisk } from '../files/steps.ts';
import { codeOrThrow } from '../files/system-error.ts';

/** In bytes. What is longer is read by itself, for one after the other fits in memory. */
const smallFile = 1_048_576;
/** A longer one is no result of Unjam, and is not read. */
const largestFile = 33_554_432;
/** Files that are read side by side: a share answers late, and several at once. */
const atOnce = 16;

interface Taker {
  readonly take: (found: Found, fileName: string) => void;
  readonly leaveOut: (one: LeftOut) => void;
}

const left = (path: string, because: LeftOutReason, code: string | null = null): LeftOut => ({
  ...{ path, because, code, parts: null },
});

/** Every file that is named, and those in the folders that are named. A link that is named is followed, one in a folder is not. */
async function* filesIn(paths: readonly string[], { leaveOut }: Taker): AsyncGenerator<string> {
  const seen = new Set<string>();
  for (const path of paths) {
    try {
      const about = await stat(path);
      for await (const file of about.isDirectory() ? filesOf(path, leaveOut) : [path]) {
        const name = resolve(file);
        if (seen.has(name)) continue;
        seen.add(name);
        yield file;
      }
    } catch (error) {
      leaveOut(left(path, 'unreadable', codeOrThrow(error)));
    }
  }
}

/** What begins with a dot is of the system, or of another program. */
async function* filesOf(folder: string, leaveOut: Taker['leaveOut']): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.name.startsWith('.')) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) yield* filesOf(path, leaveOut);
      else if (entry.isFile()) yield path;
      else leaveOut(left(path, entry.isSymbolicLink() ? 'link' : 'no-file'));
    }
  } catch (error) {
    leaveOut(left(folder, 'unreadable', codeOrThrow(error)));
  }
}

const opening = '{'.charCodeAt(0);
const closing = '}'.charCodeAt(0);

/**
 * The objects of a text: one, one in each line, or several one below the other, as the command line prints them. An
 * object begins with a bracket at the beginning of a line, and ends with the line that begins with its other bracket, or
 * with its first line. One in whose middle another begins was cut short.
 */
export function* objectsIn(text: string): Generator<string> {
  let begun: number | null = null;
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const first = text.charCodeAt(at);
    if (begun !== null && first === opening) {
      yield text.slice(begun, at);
      begun = null;
    }
    let isEnd = begun !== null && first === closing;
    if (begun === null) {
      const line = text.slice(at, end).trim();
      if (line !== '') begun = at;
      isEnd = line.startsWith('{') && line.endsWith('}');
    }
    if (begun !== null && isEnd) {
      yield text.slice(begun, end);
      begun = null;
    }
    at = end + 1;
  }
  if (begun !== null) yield text.slice(begun);
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

function* valuesIn(text: string): Generator {
  if (!/^\s*\[/.test(text)) {
    for (const object of objectsIn(text)) yield parsed(object);
    return;
  }
  const all = parsed(text);
  if (Array.isArray(all)) yield* all;
  else yield undefined;
}

/** A name that a script gave to all files alike: then the folder is of the computer. */
const commonNames = new RegExp(`^(${cliCommandNames.join('|')}|audit-simulated|results?|stdout)(\\.|$)`, 'i');

/** Stands for the computer where an older Unjam did not name it. */
export const nameOfFile = (path: string): string => {
  const name = basename(path).replace(/\.(json|jsonl|ndjson|txt|log)$/i, '');
  return commonNames.test(name) ? basename(dirname(resolve(path))) : name;
};

const takeText = (path: string, text: string, { take, leaveOut }: Taker): void => {
  const fileName = nameOfFile(path);
  const problems = new Map<LeftOutReason, number>();
  let taken = 0;
  let parts = 0;
  for (const value of valuesIn(text)) {
    parts += 1;
    const found = value === undefined ? 'damaged' : foundIn(value);
    if (typeof found === 'string') problems.set(found, (problems.get(found) ?? 0) + 1);
    else {
      take(found, fileName);
      taken += 1;
    }
  }
  if (parts === 0) return leaveOut(left(path, 'damaged'));
  if (taken === 0) {
    // what is no object of ours throughout is no damaged one
    const [because] = ['newer', 'damaged', 'foreign'].filter((one) => problems.has(one as LeftOutReason));
    return leaveOut(left(path, because as LeftOutReason));
  }
  for (const [because, count] of problems) leaveOut({ path, because, code: null, parts: count });
};

/** Reads results from files and folders, some at once, and hands on what each says. Answers how many files there were. */
export const readResults = async (paths: readonly string[], taker: Taker): Promise<number> => {
  const files = filesIn(paths, taker);
  let count = 0;
  let large: Promise<void> = Promise.resolve();
  const read = async (path: string, most: number): Promise<void> => {
    try {
      const bytes = await onDisk.later(readFile(path, most));
      if (bytes === null) taker.leaveOut(left(path, 'unreadable', 'ENOENT'));
      else takeText(path, textOf(bytes), taker);
    } catch (error) {
      const code = codeOrThrow(error);
      if (code === 'EFTYPE') return taker.leaveOut(left(path, 'no-file'));
      if (code !== 'EFBIG') return taker.leaveOut(left(path, 'unreadable', code));
      if (most === largestFile) return taker.leaveOut(left(path, 'too-large'));
      await (large = large.then(() => read(path, largestFile)));
    }
  };
  const work = async (): Promise<void> => {
    for (let next = await files.next(); next.done !== true; next = await files.next()) {
      count += 1;
      await read(next.value, smallFile);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return count;
};
