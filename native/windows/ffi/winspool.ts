import { bindLibrary, type Bound, type Koffi, type PrototypeTable } from './prototype.ts';

const table = {
  EnumPortsW: {
    gives: 'bool',
    takes: ['wide', 'u32', 'address', 'u32', 'bytes', 'bytes'],
    page: 'windows/win32/printdocs/enumports',
  },
  EnumPrintersW: {
    gives: 'bool',
    takes: ['u32', 'wide', 'u32', 'address', 'u32', 'bytes', 'bytes'],
    page: 'windows/win32/printdocs/enumprinters',
  },
  OpenPrinterW: {
    gives: 'bool',
    takes: ['wide', 'bytes', 'address'],
    page: 'windows/win32/printdocs/openprinter',
  },
  EnumJobsW: {
    gives: 'bool',
    takes: ['printer', 'u32', 'u32', 'u32', 'address', 'u32', 'bytes', 'bytes'],
    page: 'windows/win32/printdocs/enumjobs',
  },
  GetJobW: {
    gives: 'bool',
    takes: ['printer', 'u32', 'u32', 'address', 'u32', 'bytes'],
    page: 'windows/win32/printdocs/getjob',
  },
  SetJobW: {
    gives: 'bool',
    takes: ['printer', 'u32', 'u32', 'address', 'u32'],
    page: 'windows/win32/printdocs/setjob',
  },
  ClosePrinter: {
    gives: 'bool',
    takes: ['printer'],
    page: 'windows/win32/printdocs/closeprinter',
  },
} as const satisfies PrototypeTable;

export type Winspool = Bound<typeof table>;
export const bindWinspool = (koffi: Koffi): Winspool => bindLibrary(koffi, 'winspool.drv', table);
