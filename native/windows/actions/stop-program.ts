import { nothingElse, type ActionOf } from '#app/remedy/action.ts';
import { whyNotStop } from '#app/remedy/restraint.ts';
import { ok } from '#app/result.ts';
import { wideText } from '../discovery/wide-text.ts';
import { startOf } from '../evidence/running-programs.ts';
import { isValidHandle, type ProcessHandle } from '../ffi/handles.ts';
import { bindKernel32, type Kernel32 } from '../ffi/kernel32.ts';
import type { Koffi } from '../ffi/prototype.ts';
import { actionFaults, type Acted } from '../../actions/action-faults.ts';
import { serviceCalls } from './service-calls.ts';

const PROCESS_TERMINATE = 1;
const PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;
const SYNCHRONIZE = 0x100000;
const ERROR_INVALID_PARAMETER = 87;
const WAIT_OBJECT_0 = 0;
/** What a process ended from outside leaves as its exit code. */
const endedByUs = 1;
/** "\\?\" and the longest path of NTFS, in characters. */
const longestPath = 32_768;

/**
 * Ends a program at once, after it was seen to be the one that was chosen: the open handle keeps its id from being
 * given again meanwhile. It is not asked first: a program that hangs does not answer.
 */
export const stopProgram = (koffi: Koffi, action: ActionOf<'stop-program'>, waitMs: number): Acted => {
  const kernel32 = bindKernel32(koffi);
  const { gone, notStopped, stays, failed } = actionFaults(action);
  const access = PROCESS_TERMINATE | PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE;
  const program = kernel32.OpenProcess(access, 0, action.pid);
  if (!isValidHandle(program)) {
    const error = kernel32.GetLastError();
    return error === ERROR_INVALID_PARAMETER ? gone() : failed('OpenProcess', error);
  }
  try {
    if (kernel32.WaitForSingleObject(program, 0) === WAIT_OBJECT_0) return gone();
    const name = nameOf(kernel32, program);
    if (name === null) return failed('QueryFullProcessImageNameW', kernel32.GetLastError());
    const running = serviceCalls(koffi).running();
    if (!running.ok) return failed(running.fault.call, running.fault.systemError);
    const services = running.value.filter(({ pid }) => pid === action.pid).map((one) => one.name);
    const startedAt = startOf(kernel32, program);
    const why = whyNotStop(action, { pid: action.pid, name, startedAt, services });
    if (why !== null) return notStopped(why, services);
    if (!kernel32.TerminateProcess(program, endedByUs)) {
      return failed('TerminateProcess', kernel32.GetLastError());
    }
    return kernel32.WaitForSingleObject(program, waitMs) === WAIT_OBJECT_0 ? ok(nothingElse) : stays(waitMs);
  } finally {
    kernel32.CloseHandle(program);
  }
};

/** The file name of its image, as the process list shows it. */
const nameOf = (kernel32: Kernel32, program: ProcessHandle): string | null => {
  const path = new Uint8Array(2 * longestPath);
  const length = new Uint32Array([longestPath]);
  return kernel32.QueryFullProcessImageNameW(program, 0, path, new Uint8Array(length.buffer))
    ? (wideText(path).split('\\').at(-1) ?? null)
    : null;
};
