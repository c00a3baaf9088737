import type { Result } from '#app/result.ts';
import type { Owner, Rights } from '../rights.ts';
import { isElevated, ownSid } from './evidence/elevation.ts';
import { evidenceSystem, type EvidenceSystem } from './evidence/evidence-system.ts';
import { isValidHandle } from './ffi/handles.ts';
import { withKoffi, type NotLoaded } from './ffi/koffi.ts';
import { readSecurity, type Security } from './security-descriptor.ts';

const READ_CONTROL = 0x20000;
const FILE_SHARE_ALL = 7;
const OPEN_EXISTING = 3;
const FILE_FLAG_BACKUP_SEMANTICS = 0x0200_0000;
const FILE_FLAG_OPEN_REPARSE_POINT = 0x0020_0000;
const OWNER_AND_DACL = 1 | 4;
/** The longest list of rights there can be, 64 KB, and what goes with it. */
const mostBytes = 0x1_1000;

const [system, administrators, everyone] = ['S-1-5-18', 'S-1-5-32-544', 'S-1-1-0'];
/** TrustedInstaller owns what Windows has installed; the other two stand for the owner, and only within lists. */
const trusted: ReadonlySet<string> = new Set([
  system,
  administrators,
  'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
  'S-1-3-0',
  'S-1-3-4',
]);

const GENERIC_WRITE_OR_ALL = 0x4000_0000 | 0x1000_0000;
/** DELETE, WRITE_DAC, WRITE_OWNER and FILE_DELETE_CHILD. */
const replacing = 0x0001_0000 | 0x0004_0000 | 0x0008_0000 | 0x40 | GENERIC_WRITE_OR_ALL;
/** And FILE_WRITE_DATA and FILE_APPEND_DATA, which are FILE_ADD_FILE and FILE_ADD_SUBDIRECTORY of a folder. */
const writing = replacing | 2 | 4;

/** Null: it cannot be read. A link is opened itself. */
const securityOf = ({ kernel32, advapi32 }: EvidenceSystem, path: string): Security | null => {
  const handle = kernel32.CreateFileW(
    path,
    READ_CONTROL,
    FILE_SHARE_ALL,
    null,
    OPEN_EXISTING,
    FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT,
    null,
  );
  if (!isValidHandle(handle)) return null;
  try {
    const bytes = new Uint8Array(mostBytes);
    const read = advapi32.GetKernelObjectSecurity(
      handle,
      OWNER_AND_DACL,
      bytes,
      mostBytes,
      new Uint8Array(4),
    );
    return read ? readSecurity(bytes) : null;
  } finally {
    kernel32.CloseHandle(handle);
  }
};

/** What a Windows with this account makes of a file's security. */
export const ownerBy = (security: Security | null, own: string | null): Owner => {
  const owner = security?.owner ?? null;
  if (owner === everyone) return 'none';
  if (owner !== null && trusted.has(owner)) return 'administrator';
  return owner !== null && owner === own ? 'this-account' : 'another-account';
};

const mayOthers = (security: Security | null, wanted: number): boolean =>
  security === null ||
  ownerBy(security, null) !== 'administrator' ||
  security.allowed === null ||
  security.allowed.some(({ account, rights }) => !trusted.has(account) && (rights & wanted) !== 0);

export const mayOthersWrite = (security: Security | null): boolean => mayOthers(security, writing);
export const mayOthersReplaceIn = (security: Security | null): boolean => mayOthers(security, replacing);

export const windowsRights = (): Promise<Result<Rights, NotLoaded>> =>
  withKoffi((koffi) => {
    const windows = evidenceSystem(koffi);
    const own = ownSid(windows);
    return {
      isElevated: isElevated(windows) ?? false,
      ownerOf: (path) => ownerBy(securityOf(windows, path), own),
      mayOthersWrite: (path) => mayOthersWrite(securityOf(windows, path)),
      mayOthersReplaceIn: (folder) => mayOthersReplaceIn(securityOf(windows, folder)),
    };
  });
