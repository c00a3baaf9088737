import type { Fault } from '#app/faults/fault.ts';
import { patient } from './despite-holders.ts';
import { underLock } from './lock.ts';
import { putAside, readJson } from './read-json.ts';
import type { Files, Steps } from './steps.ts';
import { writeWhole } from './write-whole.ts';

/** A JSON file of ours that programs side by side read and change. */
export interface JsonFile<T> {
  readonly path: string;
  /** Where there is no file. */
  readonly none: T;
  /** Null: it is not such a file, and nothing in it can be kept. */
  readonly understand: (value: unknown) => T | null;
  /** It was not, and was put aside under this name. */
  readonly damaged: (putAside: string) => void;
}

/** Null: there is none, or there is none any more. */
function* readUnderLock<T>({ path, understand, damaged }: JsonFile<T>): Steps<T | null> {
  const found = yield* readJson(path);
  if (found === null) return null;
  const understood = understand(found.value);
  if (understood === null) damaged(yield* putAside(path));
  return understood;
}

/** What stands in the file; one that is damaged is put aside first. Throws a system error. */
export function* readJsonFile<T>(file: JsonFile<T>): Steps<T> {
  const found = yield* readJson(file.path);
  if (found === null) return file.none;
  // another program may have put it aside, and a good one in its place
  const understood = file.understand(found.value);
  return understood ?? (yield* underLock(file.path, () => readUnderLock(file))) ?? file.none;
}

/** What another program has written since stays: `change` is given the file as it is. Throws a system error. */
export const changeJsonFile = <T>(file: JsonFile<T>, change: (now: T) => T, patience = patient): Steps<T> =>
  underLock(
    file.path,
    function* () {
      const now = yield* readUnderLock(file);
      const next = change(now ?? file.none);
      // a drive that was away for a moment looks like one without the file
      yield* writeWhole(file.path, `${JSON.stringify(next, null, 2)}\n`, { isNew: now === null, patience });
      return next;
    },
    patience,
  );

/** What a store of ours asks of whoever opens it. */
export interface StoreOptions {
  /** Of a fault that was told before: it is mended. */
  readonly over?: (fault: Fault) => void;
  readonly files?: Files;
}
