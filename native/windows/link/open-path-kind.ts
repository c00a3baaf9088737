import type { OpenPathKind } from '#app/dot4/profile.ts';
import { usbPrintInterface } from '../discovery/guid.ts';

export const openPathKind = (path: string): OpenPathKind => {
  if (/^\\\\[?.]\\GLOBALROOT\\/i.test(path)) return 'object-name';
  return path.toLowerCase().includes(usbPrintInterface) ? 'usb-printing-interface' : 'device-interface';
};
