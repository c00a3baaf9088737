import { fail, ok, type Result } from '#app/result.ts';
import { wideText } from '../discovery/wide-text.ts';
import { isValidHandle, type ProcessHandle } from '../ffi/handles.ts';
import type { Kernel32 } from '../ffi/kernel32.ts';
import type { RunningProgram } from './candidate-programs.ts';
import type { SystemFailure } from './evidence-system.ts';

const TH32CS_SNAPPROCESS = 2;
/** PROCESSENTRY32W on 64 bits: dwSize at 0, th32ProcessID at 8, szExeFile at 44. */
const entryBytes = 568;
const pidAt = 8;
const nameAt = 44;

/** Every running process by id and file name; none is opened. */
export const runningPrograms = (kernel32: Kernel32): Result<readonly RunningProgram[], SystemFailure> => {
  const failed = (call: string): Result<never, SystemFailure> =>
    fail({ call, systemError: kernel32.GetLastError() });
  const snapshot = kernel32.CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
  if (!isValidHandle(snapshot)) return failed('CreateToolhelp32Snapshot');
  try {
    const entry = new Uint8Array(entryBytes);
    const view = new DataView(entry.buffer);
    view.setUint32(0, entryBytes, true);
    const found: RunningProgram[] = [];
    let more = kernel32.Process32FirstW(snapshot, entry);
    if (!more) return failed('Process32FirstW');
    while (more) {
      found.push({ pid: view.getUint32(pidAt, true), name: wideText(entry.subarray(nameAt)) });
      more = kernel32.Process32NextW(snapshot, entry);
    }
    return ok(found);
  } finally {
    kernel32.CloseHandle(snapshot);
  }
};

/** When a process was started, as text: with its id it names one process for ever. Null where it is not told. */
export const startOf = (kernel32: Kernel32, process: ProcessHandle): string | null => {
  const times = Array.from({ length: 4 }, () => new Uint8Array(8));
  const [created, exited, kernel, user] = times;
  if (!created || !exited || !kernel || !user) return null;
  const told = kernel32.GetProcessTimes(process, created, exited, kernel, user);
  return told ? new DataView(created.buffer).getBigUint64(0, true).toString() : null;
};
