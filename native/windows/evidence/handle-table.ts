import { fail, ok, type Result } from '#app/result.ts';
import type { Ntdll } from '../ffi/ntdll.ts';
import type { SystemFailure } from './evidence-system.ts';

/**
 * SystemExtendedHandleInformation and SYSTEM_HANDLE_TABLE_ENTRY_INFO_EX: on no page of Microsoft's reference for
 * winternl.h, and stable since Windows XP. A header of two words, then entries of 40 bytes: object, process id,
 * handle, access, …, type index at 30.
 */
const SystemExtendedHandleInformation = 64;
const headBytes = 16;
const entryBytes = 40;
const entryAt = { pid: 8, handle: 16, typeIndex: 30 } as const;

const STATUS_INFO_LENGTH_MISMATCH = 0xc0000004;
const firstBytes = 1 << 20;
/** Room for more than six million handles. */
const mostBytes = 1 << 28;

export interface TableEntry {
  readonly pid: number;
  readonly handle: bigint;
  /** Which kind of object: a number that changes from boot to boot. */
  readonly typeIndex: number;
}

/** The handles of these processes, from one look at the table of the whole system. */
export const handlesOf = (
  ntdll: Ntdll,
  pids: ReadonlySet<number>,
): Result<readonly TableEntry[], SystemFailure> => {
  for (let bytes = firstBytes; ; bytes *= 2) {
    const table = new Uint8Array(bytes);
    const status = ntdll.NtQuerySystemInformation(
      SystemExtendedHandleInformation,
      table,
      bytes,
      new Uint8Array(4),
    );
    if (status === STATUS_INFO_LENGTH_MISMATCH && bytes < mostBytes) continue;
    return status === 0
      ? ok(entriesOf(new DataView(table.buffer), pids))
      : fail({ call: 'NtQuerySystemInformation', systemError: status });
  }
};

const entriesOf = (table: DataView, pids: ReadonlySet<number>): readonly TableEntry[] => {
  const count = Number(table.getBigUint64(0, true));
  const found: TableEntry[] = [];
  for (let index = 0; index < count; index++) {
    const at = headBytes + index * entryBytes;
    const pid = Number(table.getBigUint64(at + entryAt.pid, true));
    if (!pids.has(pid)) continue;
    found.push({
      pid,
      handle: table.getBigUint64(at + entryAt.handle, true),
      typeIndex: table.getUint16(at + entryAt.typeIndex, true),
    });
  }
  return found;
};
