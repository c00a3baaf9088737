import { promisify } from 'node:util';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { commandLine } from './command-line.ts';
import { loadKoffi } from './ffi/koffi.ts';
import { bindShell32 } from './ffi/shell32.ts';

const SW_SHOWNORMAL = 1;
/** ShellExecuteW: "If the function succeeds, it returns a value greater than 32." */
const lastError = 32;

type Started = (error: Error | null, answer: number | bigint) => void;
type Asynchronous = {
  async(...args: [...Parameters<ReturnType<typeof bindShell32>['ShellExecuteW']>, Started]): void;
};

/**
 * Starts a program with an administrator's rights, after Windows has asked the person. On a thread of koffi's: the
 * call returns when the person has answered.
 */
export const startElevated = async (file: string, args: readonly string[]): Promise<Result<void, Fault>> => {
  const { ShellExecuteW } = bindShell32(await loadKoffi());
  const { async: begin } = ShellExecuteW as unknown as Asynchronous;
  const started = await promisify(begin)(
    null,
    'runas',
    file,
    commandLine(args),
    process.cwd(),
    SW_SHOWNORMAL,
  );
  const answer = Number(started);
  return answer > lastError ? ok(undefined) : fail({ kind: 'restart-refused', systemError: answer });
};
