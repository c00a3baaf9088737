import type { SystemIdentity } from '../proc-identity.ts';
import { startOf } from './evidence/running-programs.ts';
import { bindAdvapi32, type Advapi32 } from './ffi/advapi32.ts';
import { isValidHandle, type RegistryKey } from './ffi/handles.ts';
import { bindKernel32 } from './ffi/kernel32.ts';
import { loadKoffi } from './ffi/load-koffi.ts';

/** winreg.h: ((HKEY)(ULONG_PTR)((LONG)0x80000001)), sign-extended. */
const HKEY_CURRENT_USER = 0xffff_ffff_8000_0001n as RegistryKey;
const KEY_READ = 0x20019;
const REG_OPTION_VOLATILE = 1;
const PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;

/** Nothing is ever written below it, so its last write is its creation. */
const markKey = 'Software\\Unjam (until restart)';

/**
 * Windows has no documented id of a boot that stands still while the clock is set. A volatile registry key does: it
 * is in memory only, so the first Unjam after a restart (or after the user's log-on, which loads the hive) makes it,
 * and when it was made, to 100 ns, names this start for all others of the user. Null where it cannot be made.
 */
const bootOf = (advapi32: Advapi32): string | null => {
  const opened = new Uint8Array(8);
  const created = advapi32.RegCreateKeyExW(
    ...([HKEY_CURRENT_USER, markKey, 0, null, REG_OPTION_VOLATILE, KEY_READ, null, opened] as const),
    new Uint8Array(4),
  );
  if (created !== 0) return null;
  const key = new DataView(opened.buffer).getBigUint64(0, true) as RegistryKey;
  try {
    const written = new Uint8Array(8);
    const asked = advapi32.RegQueryInfoKeyW(
      ...([key, null, null, null, null, null, null, null, null, null, null] as const),
      written,
    );
    return asked === 0 ? new DataView(written.buffer).getBigUint64(0, true).toString() : null;
  } finally {
    advapi32.RegCloseKey(key);
  }
};

/** None of these calls reaches a driver or waits. */
export const windowsIdentity = async (): Promise<SystemIdentity> => {
  const koffi = await loadKoffi();
  const kernel32 = bindKernel32(koffi);
  return {
    boot: bootOf(bindAdvapi32(koffi)),
    startOf: (pid) => {
      const opened = kernel32.OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, 0, pid);
      if (!isValidHandle(opened)) return null;
      try {
        return startOf(kernel32, opened);
      } finally {
        kernel32.CloseHandle(opened);
      }
    },
  };
};
