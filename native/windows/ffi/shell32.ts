import { bindLibrary, type Bound, type Koffi, type PrototypeTable } from './prototype.ts';

const table = {
  /** Answers a number above 32, or an SE_ERR_*. */
  ShellExecuteW: {
    gives: 'usize',
    takes: ['address', 'wide', 'wide', 'wide', 'wide', 'u32'],
    page: 'windows/win32/api/shellapi/nf-shellapi-shellexecutew',
  },
} as const satisfies PrototypeTable;

export type Shell32 = Bound<typeof table>;
export const bindShell32 = (koffi: Koffi): Shell32 => bindLibrary(koffi, 'shell32.dll', table);
