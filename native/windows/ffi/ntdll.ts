import { bindLibrary, systemLibrary, type Bound, type Koffi, type PrototypeTable } from './prototype.ts';

const table = {
  NtDeviceIoControlFile: {
    gives: 'ntstatus',
    takes: ['file', 'address', 'address', 'address', 'address', 'u32', 'address', 'u32', 'address', 'u32'],
    page: 'windows/win32/api/winternl/nf-winternl-ntdeviceiocontrolfile',
  },
  NtQuerySystemInformation: {
    gives: 'ntstatus',
    takes: ['u32', 'bytes', 'u32', 'bytes'],
    page: 'windows/win32/api/winternl/nf-winternl-ntquerysysteminformation',
  },
  NtQueryObject: {
    gives: 'ntstatus',
    takes: ['file', 'u32', 'bytes', 'u32', 'bytes'],
    page: 'windows/win32/api/winternl/nf-winternl-ntqueryobject',
  },
  RtlNtStatusToDosError: {
    gives: 'u32',
    takes: ['ntstatus'],
    page: 'windows/win32/api/winternl/nf-winternl-rtlntstatustodoserror',
  },
  /** Exported since Windows XP and without a page of its own; used only where GetLastError confirms it. */
  RtlGetLastNtStatus: { gives: 'ntstatus', takes: [], page: 'windows/win32/api/winternl/' },
} as const satisfies PrototypeTable;

export type Ntdll = Bound<typeof table>;
export const bindNtdll = (koffi: Koffi): Ntdll => bindLibrary(koffi, 'ntdll.dll', table);

/** Wine's own mark; its CfgMgr32 is mostly absent and partly fatal to call. */
export const isWine = (koffi: Koffi): boolean => {
  try {
    koffi.load(systemLibrary(koffi, 'ntdll.dll')).func('wine_get_version', 'str', []);
    return true;
  } catch {
    return false;
  }
};
