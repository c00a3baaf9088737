import { bindLibrary, type Bound, type Koffi, type PrototypeTable } from './prototype.ts';

const table = {
  CreateFileW: {
    gives: 'file',
    takes: ['wide', 'u32', 'u32', 'address', 'u32', 'u32', 'address'],
    page: 'windows/win32/api/fileapi/nf-fileapi-createfilew',
  },
  CloseHandle: {
    gives: 'bool',
    takes: ['handle'],
    page: 'windows/win32/api/handleapi/nf-handleapi-closehandle',
  },
  CancelIoEx: {
    gives: 'bool',
    takes: ['file', 'address'],
    page: 'windows/win32/fileio/cancelioex-func',
  },
  CreateIoCompletionPort: {
    gives: 'port',
    takes: ['file', 'port', 'usize', 'u32'],
    page: 'windows/win32/fileio/createiocompletionport',
  },
  GetQueuedCompletionStatusEx: {
    gives: 'bool',
    takes: ['port', 'bytes', 'u32', 'bytes', 'u32', 'bool'],
    page: 'windows/win32/fileio/getqueuedcompletionstatusex-func',
  },
  PostQueuedCompletionStatus: {
    gives: 'bool',
    takes: ['port', 'u32', 'usize', 'address'],
    page: 'windows/win32/fileio/postqueuedcompletionstatus',
  },
  TerminateProcess: {
    gives: 'bool',
    takes: ['process', 'u32'],
    page: 'windows/win32/api/processthreadsapi/nf-processthreadsapi-terminateprocess',
  },
  CreateDirectoryW: {
    gives: 'bool',
    takes: ['wide', 'bytes'],
    page: 'windows/win32/api/fileapi/nf-fileapi-createdirectoryw',
  },
  LocalFree: {
    gives: 'address',
    takes: ['address'],
    page: 'windows/win32/api/winbase/nf-winbase-localfree',
  },
  GetLastError: {
    gives: 'u32',
    takes: [],
    page: 'windows/win32/api/errhandlingapi/nf-errhandlingapi-getlasterror',
  },
  QueryDosDeviceW: {
    gives: 'u32',
    takes: ['wide', 'bytes', 'u32'],
    page: 'windows/win32/api/fileapi/nf-fileapi-querydosdevicew',
  },
  CreateToolhelp32Snapshot: {
    gives: 'snapshot',
    takes: ['u32', 'u32'],
    page: 'windows/win32/api/tlhelp32/nf-tlhelp32-createtoolhelp32snapshot',
  },
  Process32FirstW: {
    gives: 'bool',
    takes: ['snapshot', 'bytes'],
    page: 'windows/win32/api/tlhelp32/nf-tlhelp32-process32firstw',
  },
  Process32NextW: {
    gives: 'bool',
    takes: ['snapshot', 'bytes'],
    page: 'windows/win32/api/tlhelp32/nf-tlhelp32-process32nextw',
  },
  OpenProcess: {
    gives: 'process',
    takes: ['u32', 'bool', 'u32'],
    page: 'windows/win32/api/processthreadsapi/nf-processthreadsapi-openprocess',
  },
  GetCurrentProcess: {
    gives: 'process',
    takes: [],
    page: 'windows/win32/api/processthreadsapi/nf-processthreadsapi-getcurrentprocess',
  },
  QueryFullProcessImageNameW: {
    gives: 'bool',
    takes: ['process', 'u32', 'bytes', 'bytes'],
    page: 'windows/win32/api/winbase/nf-winbase-queryfullprocessimagenamew',
  },
  WaitForSingleObject: {
    gives: 'u32',
    takes: ['process', 'u32'],
    page: 'windows/win32/api/synchapi/nf-synchapi-waitforsingleobject',
  },
  GetProcessTimes: {
    gives: 'bool',
    takes: ['process', 'bytes', 'bytes', 'bytes', 'bytes'],
    page: 'windows/win32/api/processthreadsapi/nf-processthreadsapi-getprocesstimes',
  },
  GetProcessIoCounters: {
    gives: 'bool',
    takes: ['process', 'bytes'],
    page: 'windows/win32/api/winbase/nf-winbase-getprocessiocounters',
  },
  /** The handle to duplicate is a number of another process, so it is passed as one. */
  DuplicateHandle: {
    gives: 'bool',
    takes: ['process', 'usize', 'process', 'bytes', 'u32', 'bool', 'u32'],
    page: 'windows/win32/api/handleapi/nf-handleapi-duplicatehandle',
  },
  GetFileType: {
    gives: 'u32',
    takes: ['file'],
    page: 'windows/win32/api/fileapi/nf-fileapi-getfiletype',
  },
} as const satisfies PrototypeTable;

export type Kernel32 = Bound<typeof table>;
export const bindKernel32 = (koffi: Koffi): Kernel32 => bindLibrary(koffi, 'kernel32.dll', table);
