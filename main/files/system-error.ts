import type { Fault } from '#app/faults/fault.ts';

/** The code of a system error ("EACCES"); null for anything else, which is a bug. */
export const systemErrorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** The code of a system error; anything else is a bug and thrown on. */
export const codeOrThrow = (error: unknown): string => {
  const code = systemErrorCode(error);
  if (code === null) throw error;
  return code;
};

/** A refusal of ours in the words of the system. EFTYPE: not an ordinary file. */
export const systemError = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${path}`), { code, path });

/** The same error, about the file that a person knows and not one beside it; a bug as it is. */
export const aboutFile = (error: unknown, path: string): unknown =>
  systemErrorCode(error) === null ? error : Object.assign(error as Error, { path });

/** The system error of a file that could not be written, as a fault; null for a bug. */
export const unwritable = (error: unknown): Fault | null => {
  const code = systemErrorCode(error);
  if (code === null) return null;
  const path = error instanceof Error && 'path' in error ? String(error.path) : '';
  return { kind: 'file-unwritable', path, code };
};
