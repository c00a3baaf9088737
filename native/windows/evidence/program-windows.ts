import type { User32 } from '../ffi/user32.ts';

const GWL_STYLE = -16;
const WS_VISIBLE = 0x10000000;
/** WS_CAPTION and WS_SYSMENU. */
const styleOfMainWindows = 0x00c80000;

/** What a person sees of a program, or would see: behind the ghost of a window that hangs, Windows hides the window itself. */
const isForPersons = (style: number): boolean =>
  (style & WS_VISIBLE) !== 0 || (style & styleOfMainWindows) === styleOfMainWindows;

/**
 * Whether the windows of these programs respond: of several windows, one that does is enough. A program without a
 * window on the desktop of this process is left out. Waits for no window.
 */
export const windowsOf = (
  user32: User32,
  pids: ReadonlySet<number>,
): ReadonlyMap<number, 'responds' | 'hangs'> => {
  const found = new Map<number, 'responds' | 'hangs'>();
  const owner = new DataView(new ArrayBuffer(4));
  user32.EnumWindows((window) => {
    user32.GetWindowThreadProcessId(window, new Uint8Array(owner.buffer));
    const pid = owner.getUint32(0, true);
    if (!pids.has(pid) || found.get(pid) === 'responds') return 1;
    if (!isForPersons(user32.GetWindowLongW(window, GWL_STYLE))) return 1;
    found.set(pid, user32.IsHungAppWindow(window) ? 'hangs' : 'responds');
    return 1;
  }, 0);
  return found;
};
