import { bindLibrary, type Bound, type Koffi, type PrototypeTable } from './prototype.ts';

const table = {
  EnumWindows: {
    gives: 'bool',
    takes: ['eachWindow', 'usize'],
    page: 'windows/win32/api/winuser/nf-winuser-enumwindows',
  },
  GetWindowThreadProcessId: {
    gives: 'u32',
    takes: ['window', 'bytes'],
    page: 'windows/win32/api/winuser/nf-winuser-getwindowthreadprocessid',
  },
  GetWindowLongW: {
    gives: 'u32',
    takes: ['window', 'i32'],
    page: 'windows/win32/api/winuser/nf-winuser-getwindowlongw',
  },
  IsHungAppWindow: {
    gives: 'bool',
    takes: ['window'],
    page: 'windows/win32/api/winuser/nf-winuser-ishungappwindow',
  },
} as const satisfies PrototypeTable;

export type User32 = Bound<typeof table>;
export const bindUser32 = (koffi: Koffi): User32 => bindLibrary(koffi, 'user32.dll', table);
