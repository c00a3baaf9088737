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
  FindFirstPrinterChangeNotification: {
    gives: 'changes',
    takes: ['printer', 'u32', 'u32', 'address'],
    page: 'windows/win32/printdocs/findfirstprinterchangenotification',
  },
  FindNextPrinterChangeNotification: {
    gives: 'bool',
    takes: ['changes', 'bytes', 'address', 'bytes'],
    page: 'windows/win32/printdocs/findnextprinterchangenotification',
  },
  FreePrinterNotifyInfo: {
    gives: 'bool',
    takes: ['address'],
    page: 'windows/win32/printdocs/freeprinternotifyinfo',
  },
  FindClosePrinterChangeNotification: {
    gives: 'bool',
    takes: ['changes'],
    page: 'windows/win32/printdocs/findcloseprinterchangenotification',
  },
  ClosePrinter: {
    gives: 'bool',
    takes: ['printer'],
    page: 'windows/win32/printdocs/closeprinter',
  },
} as const satisfies PrototypeTable;

export type Winspool = Bound<typeof table>;
export const bindWinspool = (koffi: Koffi): Winspool => bindLibrary(koffi, 'winspool.drv', table);
