import type { Fault } from '#app/faults/fault.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { loadKoffi } from './load-koffi.ts';
import { LibraryError, type Koffi } from './prototype.ts';

export type NotLoaded = Extract<Fault, { kind: 'library-not-loaded' }>;

/**
 * Loads koffi and binds libraries with it. A library that is missing, damaged or blocked (by a policy, a virus scanner)
 * is a fault and no bug.
 */
export const withKoffi = async <T>(
  bind: (koffi: Koffi) => T,
  load: () => Promise<Koffi> = loadKoffi,
): Promise<Result<T, NotLoaded>> => {
  let koffi: Koffi;
  try {
    koffi = await load();
  } catch (error) {
    return notLoaded(fileIn(error) ?? packageIn(error) ?? ownLibrary, codeOf(error));
  }
  try {
    return ok(bind(koffi));
  } catch (error) {
    if (error instanceof LibraryError) return notLoaded(error.library, codeOf(error.cause));
    throw error;
  }
};

const notLoaded = (file: string, code: string): Result<never, NotLoaded> =>
  fail({ kind: 'library-not-loaded', file, code });

/** Where koffi says nothing of a file, it has found none: its natives are in a package for each system. */
const ownLibrary = `@koromix/koffi-${process.platform}-${process.arch}`;

/** A failed load names its file in its text alone. */
const fileIn = (error: unknown): string | undefined =>
  /(?:[A-Za-z]:)?[\\/][^'"\n]*?\.node\b/.exec(textOf(error))?.[0];

/** What is not there at all is named as it is imported. */
const packageIn = (error: unknown): string | undefined =>
  /^Cannot find (?:package|module) '([^']+)'/.exec(textOf(error))?.[1];

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : (textOf(error).split('\n')[0] ?? '');

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
