import { loadKoffi } from '../windows/ffi/load-koffi.ts';
import { bindLibrary, type PrototypeTable } from '../windows/ffi/prototype.ts';

const table = {
  NtQuerySystemInformation: {
    gives: 'ntstatus',
    takes: ['u32', 'bytes', 'u32', 'bytes'],
    page: 'windows/win32/api/winternl/nf-winternl-ntquerysysteminformation',
  },
} as const satisfies PrototypeTable;

/** SYSTEM_HANDLE_INFORMATION_EX on 64 bits: a count, a reserved word, then entries with the process id at 8. */
const SystemExtendedHandleInformation = 64;
const handleEntriesAt = 16;
const handleEntryBytes = 40;
const handleProcessAt = 8;

/** SYSTEM_PROCESS_INFORMATION on 64 bits: NextEntryOffset, NumberOfThreads, …, UniqueProcessId. */
const SystemProcessInformation = 5;
const threadsAt = 4;
const processIdAt = 0x50;

const room = 8 * 1024 * 1024;

/** What this process has; GetProcessHandleCount answers 0 under Wine, so the system's own tables are counted. */
export interface Census {
  readonly handles: number;
  readonly threads: number;
}

export const takeCensus = async (): Promise<Census> => {
  const { NtQuerySystemInformation } = bindLibrary(await loadKoffi(), 'ntdll.dll', table);
  const ask = (what: number): DataView => {
    const bytes = new Uint8Array(room);
    const status = NtQuerySystemInformation(what, bytes, room, new Uint8Array(4));
    if (status !== 0) throw new Error(`system information ${what}: 0x${status.toString(16)}`);
    return new DataView(bytes.buffer);
  };
  const own = BigInt(process.pid);

  const handleTable = ask(SystemExtendedHandleInformation);
  const count = Number(handleTable.getBigUint64(0, true));
  let handles = 0;
  for (let index = 0; index < count; index++) {
    const at = handleEntriesAt + index * handleEntryBytes + handleProcessAt;
    if (handleTable.getBigUint64(at, true) === own) handles += 1;
  }

  const processes = ask(SystemProcessInformation);
  for (let at = 0; ;) {
    if (processes.getBigUint64(at + processIdAt, true) === own)
      return { handles, threads: processes.getUint32(at + threadsAt, true) };
    const next = processes.getUint32(at, true);
    if (next === 0) throw new Error('this process is not in the list of processes');
    at += next;
  }
};
