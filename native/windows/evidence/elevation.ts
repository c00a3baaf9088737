import type { FileHandle, TokenHandle } from '../ffi/handles.ts';
import type { EvidenceSystem } from './evidence-system.ts';

const TOKEN_QUERY = 8;
const TokenElevation = 20;

/** Whether this process runs with an elevated token; null where its token cannot be read. */
export const isElevated = ({ kernel32, advapi32 }: EvidenceSystem): boolean | null => {
  const us = kernel32.GetCurrentProcess();
  const opened = new Uint8Array(8);
  if (us === null || !advapi32.OpenProcessToken(us, TOKEN_QUERY, opened)) return null;
  const token = new DataView(opened.buffer).getBigUint64(0, true) as TokenHandle & FileHandle;
  try {
    const elevation = new Uint8Array(4);
    const asked = advapi32.GetTokenInformation(token, TokenElevation, elevation, 4, new Uint8Array(4));
    return asked ? new DataView(elevation.buffer).getUint32(0, true) !== 0 : null;
  } finally {
    kernel32.CloseHandle(token);
  }
};
