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

interface ProcessTimes {
  /** When it was started, as text: with its id it names one process for ever. */
  readonly startedAt: string;
  /** What it used of the processors, for itself and in the kernel. */
  readonly processorMs: number;
}

/** Null where they are not told. */
export const timesOf = (kernel32: Kernel32, process: ProcessHandle): ProcessTimes | null => {
  const times = new BigUint64Array(4);
  const [created, exited, kernel, user] = [0, 1, 2, 3].map(
    (index) => new Uint8Array(times.buffer, 8 * index, 8),
  );
  if (!created || !exited || !kernel || !user) return null;
  if (!kernel32.GetProcessTimes(process, created, exited, kernel, user)) return null;
  const [start = 0n, , inKernel = 0n, ofItsOwn = 0n] = times;
  return { startedAt: start.toString(), processorMs: Number((inKernel + ofItsOwn) / 10_000n) };
};

export const startOf = (kernel32: Kernel32, process: ProcessHandle): string | null =>
  timesOf(kernel32, process)?.startedAt ?? null;

/** IO_COUNTERS: the numbers of reads, writes and other operations stand first. Null where they are not told. */
export const operationsOf = (kernel32: Kernel32, process: ProcessHandle): number | null => {
  const counters = new BigUint64Array(6);
  if (!kernel32.GetProcessIoCounters(process, new Uint8Array(counters.buffer))) return null;
  const [reads = 0n, writes = 0n, others = 0n] = counters;
  return Number(reads + writes + others);
};
