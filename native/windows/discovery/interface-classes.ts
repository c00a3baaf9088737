import { isValidHandle } from '../ffi/handles.ts';
import type { DiscoverySystem } from './system.ts';
import { wideText } from './wide-text.ts';

const DIOCR_INTERFACE = 2;
const KEY_READ = 0x20019;
const ERROR_SUCCESS = 0;
const ERROR_NO_MORE_ITEMS = 259;
const maxName = 256;

/**
 * Every device interface class that was ever registered, as GUID texts. No public header names an interface of
 * DOT4 devices, so all classes are walked: the root that SetupDiOpenClassRegKeyExW opens without a class has
 * one subkey for each. Null where they cannot all be read.
 */
export const interfaceClasses = (system: DiscoverySystem): readonly string[] | null => {
  const root = system.setupapi.SetupDiOpenClassRegKeyExW(null, KEY_READ, DIOCR_INTERFACE, null, null);
  if (!isValidHandle(root)) return null;
  try {
    const found: string[] = [];
    for (let index = 0; ; index++) {
      const name = new Uint8Array(2 * maxName);
      const length = Uint32Array.of(maxName);
      const lengthBytes = new Uint8Array(length.buffer);
      const asked = system.advapi32.RegEnumKeyExW(root, index, name, lengthBytes, null, null, null, null);
      if (asked !== ERROR_SUCCESS) return asked === ERROR_NO_MORE_ITEMS ? found : null;
      found.push(wideText(name));
    }
  } finally {
    system.advapi32.RegCloseKey(root);
  }
};
