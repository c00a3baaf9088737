import { sidAt } from '../security-descriptor.ts';
import type { FileHandle, TokenHandle } from '../ffi/handles.ts';
import type { EvidenceSystem } from './evidence-system.ts';

const TOKEN_QUERY = 8;
const TokenUser = 1;
const TokenElevation = 20;
/** SID_AND_ATTRIBUTES, behind which the SID stands; SECURITY_MAX_SID_SIZE. */
const [userBytes, mostSidBytes] = [16, 68];

/** What Windows says of the token of this process; null where it says nothing. */
const tokenInformation = (
  { kernel32, advapi32 }: EvidenceSystem,
  kind: number,
  bytes: number,
): Uint8Array | null => {
  const us = kernel32.GetCurrentProcess();
  const opened = new Uint8Array(8);
  if (us === null || !advapi32.OpenProcessToken(us, TOKEN_QUERY, opened)) return null;
  const token = new DataView(opened.buffer).getBigUint64(0, true) as TokenHandle & FileHandle;
  try {
    const information = new Uint8Array(bytes);
    const asked = advapi32.GetTokenInformation(token, kind, information, bytes, new Uint8Array(4));
    return asked ? information : null;
  } finally {
    kernel32.CloseHandle(token);
  }
};

/** Whether this process runs with an elevated token; null where its token cannot be read. */
export const isElevated = (system: EvidenceSystem): boolean | null => {
  const elevation = tokenInformation(system, TokenElevation, 4);
  return elevation === null ? null : new DataView(elevation.buffer).getUint32(0, true) !== 0;
};

/** The account of this process. */
export const ownSid = (system: EvidenceSystem): string | null => {
  const user = tokenInformation(system, TokenUser, userBytes + mostSidBytes);
  return user === null ? null : sidAt(user, userBytes);
};
