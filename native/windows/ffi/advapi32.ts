import { bindLibrary, type Bound, type Koffi, type PrototypeTable } from './prototype.ts';

const table = {
  RegEnumKeyExW: {
    gives: 'u32',
    takes: ['key', 'u32', 'bytes', 'bytes', 'address', 'address', 'address', 'address'],
    page: 'windows/win32/api/winreg/nf-winreg-regenumkeyexw',
  },
  RegQueryValueExW: {
    gives: 'u32',
    takes: ['key', 'wide', 'address', 'bytes', 'bytes', 'bytes'],
    page: 'windows/win32/api/winreg/nf-winreg-regqueryvalueexw',
  },
  RegCloseKey: {
    gives: 'u32',
    takes: ['key'],
    page: 'windows/win32/api/winreg/nf-winreg-regclosekey',
  },
} as const satisfies PrototypeTable;

export type Advapi32 = Bound<typeof table>;
export const bindAdvapi32 = (koffi: Koffi): Advapi32 => bindLibrary(koffi, 'advapi32.dll', table);
