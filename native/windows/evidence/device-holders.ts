import { fail, ok, type Result } from '#app/result.ts';
import { isValidHandle, type FileHandle, type ProcessHandle } from '../ffi/handles.ts';
import type { Kernel32 } from '../ffi/kernel32.ts';
import type { User32 } from '../ffi/user32.ts';
import { mayBeLookedInto, type RunningProgram } from './candidate-programs.ts';
import type { EvidenceSystem, SystemFailure } from './evidence-system.ts';
import { handlesOf, type TableEntry } from './handle-table.ts';
import { isOnDevice, objectNameOfHandle, objectNameOfPath } from './object-names.ts';
import type { LookedAtDevice, ProcessesAnswer } from './questions.ts';
import { windowsOf } from './program-windows.ts';
import { operationsOf, runningPrograms, timesOf } from './running-programs.ts';

const PROCESS_DUP_HANDLE = 0x40;
const PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;
const DUPLICATE_SAME_ACCESS = 2;
const FILE_TYPE_DISK = 1;
const FILE_TYPE_PIPE = 3;
const OPEN_EXISTING = 3;
const FILE_SHARE_ALL = 7;

interface NamedDevice {
  readonly deviceId: string;
  readonly objectNames: readonly string[];
}

/**
 * Which candidate programs have one of the devices open: their handles, duplicated one by one, asked for the name of
 * what they lead to. No device is opened. May block: for a process that can be killed only.
 */
export const deviceHolders = (
  system: EvidenceSystem,
  devices: readonly LookedAtDevice[],
  servicePids: ReadonlySet<number>,
  ourPids: ReadonlySet<number>,
  user32: User32 | null,
): Result<ProcessesAnswer, SystemFailure> => {
  const { kernel32, ntdll } = system;
  const programs = runningPrograms(kernel32);
  if (!programs.ok) return programs;
  const candidates = programs.value.filter((program) => mayBeLookedInto(program, servicePids, ourPids));
  const named = devices.map(({ deviceId, openPaths }): NamedDevice => {
    const names = openPaths.map((path) => objectNameOfPath(kernel32, path));
    return { deviceId, objectNames: names.filter((name) => name !== null) };
  });
  const own = openNul(kernel32);
  if (own === null) return fail({ call: 'CreateFileW', systemError: kernel32.GetLastError() });
  const handles = handlesOf(ntdll, new Set([...candidates.map(({ pid }) => pid), process.pid]));
  kernel32.CloseHandle(own);
  if (!handles.ok) return handles;
  const fileType = handles.value.find(({ pid, handle }) => pid === process.pid && handle === own)?.typeIndex;

  const holders: Holder[] = [];
  let closed = 0;
  for (const program of candidates) {
    const entries = handles.value.filter(
      ({ pid, typeIndex }) => pid === program.pid && typeIndex === fileType,
    );
    const seen = lookInto(system, program, entries, named);
    if (seen === null) closed += 1;
    else holders.push(...seen);
  }
  const windows = user32 === null ? null : windowsOf(user32, new Set(holders.map(({ pid }) => pid)));
  return ok({
    holders: holders.map((holder) => ({ ...holder, window: windows?.get(holder.pid) ?? null })),
    closed,
    running: programs.value.map(({ pid }) => pid),
  });
};

type Holder = Omit<ProcessesAnswer['holders'][number], 'window'>;

/** A file object of our own, to see in the table which type index file objects have in this boot. */
const openNul = (kernel32: Kernel32): FileHandle | null => {
  const own = kernel32.CreateFileW('\\\\.\\NUL', 0, FILE_SHARE_ALL, null, OPEN_EXISTING, 0, null);
  return isValidHandle(own) ? own : null;
};

/** The devices that a program has open, once each; null where Windows does not let us look. */
const lookInto = (
  { kernel32, ntdll }: EvidenceSystem,
  program: RunningProgram,
  entries: readonly TableEntry[],
  devices: readonly NamedDevice[],
): readonly Holder[] | null => {
  const access = PROCESS_DUP_HANDLE | PROCESS_QUERY_LIMITED_INFORMATION;
  const opened = kernel32.OpenProcess(access, 0, program.pid);
  if (!isValidHandle(opened)) return null;
  try {
    const open = new Set<string>();
    for (const { handle } of entries) {
      const name = withCopy(kernel32, opened, handle, (copy) => objectNameOfHandle(ntdll, copy));
      if (name === null) continue;
      for (const { deviceId, objectNames } of devices) {
        if (objectNames.some((device) => isOnDevice(name, device))) open.add(deviceId);
      }
    }
    const { startedAt = null, processorMs = null } = timesOf(kernel32, opened) ?? {};
    const operations = operationsOf(kernel32, opened);
    const use = processorMs === null || operations === null ? null : { processorMs, operations };
    return [...open].map((deviceId) => ({ deviceId, ...program, startedAt, use }));
  } finally {
    kernel32.CloseHandle(opened);
  }
};

/** Runs over a copy of another process's handle, unless it is a pipe or a file on a disk, and closes the copy at once. */
const withCopy = <T>(
  kernel32: Kernel32,
  owner: ProcessHandle,
  handle: bigint,
  use: (copy: FileHandle) => T | null,
): T | null => {
  const us = kernel32.GetCurrentProcess();
  const target = new Uint8Array(8);
  if (us === null || !kernel32.DuplicateHandle(owner, handle, us, target, 0, 0, DUPLICATE_SAME_ACCESS)) {
    return null;
  }
  const copy = new DataView(target.buffer).getBigUint64(0, true) as FileHandle;
  try {
    const type = kernel32.GetFileType(copy);
    return type === FILE_TYPE_DISK || type === FILE_TYPE_PIPE ? null : use(copy);
  } finally {
    kernel32.CloseHandle(copy);
  }
};
