import { fail, ok, type Result } from '#app/result.ts';
import type { RegistryProblem } from '../registry.ts';
import { bindAdvapi32 } from './ffi/advapi32.ts';
import { bindKernel32 } from './ffi/kernel32.ts';
import { withKoffi } from './ffi/koffi.ts';

const SDDL_REVISION_1 = 1;
const ERROR_ALREADY_EXISTS = 183;

/** winnt.h: READ_CONTROL | SYNCHRONIZE, and what reads attributes. */
const look = 0x12_0088;
/** FILE_LIST_DIRECTORY | FILE_ADD_FILE | FILE_TRAVERSE: new files, and no folder, no deleting. */
const useFolder = look | 0x23;
/** FILE_READ_DATA | FILE_APPEND_DATA, and FILE_WRITE_EA | FILE_WRITE_ATTRIBUTES, which Node asks for with it. */
const appendTo = look | 0x115;

/**
 * System and administrators have it all. Users read and add to what is there, and add files; so does the owner of a file
 * (OW), who else could give himself every right.
 */
const descriptor = [
  'D:P',
  ...['SY', 'BA'].map((who) => `(A;OICI;FA;;;${who})`),
  ...['BU', 'OW'].flatMap((who) => [
    `(A;;0x${useFolder.toString(16)};;;${who})`,
    `(A;OIIO;0x${appendTo.toString(16)};;;${who})`,
  ]),
].join('');

/** SECURITY_ATTRIBUTES of 64 bits: its length, the descriptor, whether the handle is inherited. */
const attributesWith = (address: bigint): Uint8Array => {
  const attributes = new Uint8Array(24);
  const view = new DataView(attributes.buffer);
  view.setUint32(0, attributes.byteLength, true);
  view.setBigUint64(8, address, true);
  return attributes;
};

/** Makes a folder whose files all users may read and add to, and only administrators change. One that is there stays as it is. */
export const makeAppendOnlyFolder = async (path: string): Promise<Result<void, RegistryProblem>> => {
  const loaded = await withKoffi((koffi) => ({ ...bindAdvapi32(koffi), ...bindKernel32(koffi) }));
  if (!loaded.ok) return loaded;
  const windows = loaded.value;
  const failed = (call: string): Result<never, RegistryProblem> =>
    fail({ kind: 'call-failed', call, systemError: windows.GetLastError() });
  const made = new Uint8Array(8);
  if (!windows.ConvertStringSecurityDescriptorToSecurityDescriptorW(descriptor, SDDL_REVISION_1, made, null))
    return failed('ConvertStringSecurityDescriptorToSecurityDescriptorW');
  const address = new DataView(made.buffer).getBigUint64(0, true);
  try {
    if (windows.CreateDirectoryW(path, attributesWith(address))) return ok(undefined);
    return windows.GetLastError() === ERROR_ALREADY_EXISTS ? ok(undefined) : failed('CreateDirectoryW');
  } finally {
    windows.LocalFree(address);
  }
};
