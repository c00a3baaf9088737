import { dirname } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { commandLine } from './command-line.ts';
import { withKoffi } from './ffi/koffi.ts';
import { onAnotherThread } from './ffi/on-another-thread.ts';
import { bindShell32 } from './ffi/shell32.ts';

const SW_SHOWNORMAL = 1;
/** ShellExecuteW: "If the function succeeds, it returns a value greater than 32." */
const lastError = 32;
/** The one error of the system that was seen to come through unmapped: no such folder, for an administrator. */
const ERROR_DIRECTORY = 267;

/**
 * Starts a program with an administrator's rights, after Windows has asked the person. On another thread: the call
 * returns when the person has answered. It starts in its own folder: programs look for libraries where they start.
 */
export const startElevated = async (file: string, args: readonly string[]): Promise<Result<void, Fault>> => {
  const shell32 = await withKoffi(bindShell32);
  if (!shell32.ok) return shell32;
  const begin = shell32.value.ShellExecuteW;
  const answer = Number(
    await onAnotherThread(begin, null, 'runas', file, commandLine(args), dirname(file), SW_SHOWNORMAL),
  );
  return answer > lastError && answer !== ERROR_DIRECTORY
    ? ok(undefined)
    : fail({ kind: 'restart-refused', systemError: answer });
};
