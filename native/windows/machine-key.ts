import { fail, ok, type Result } from '#app/result.ts';
import type { RegistryProblem, RegistryValue } from '../registry.ts';
import { wideText } from './discovery/wide-text.ts';
import { bindAdvapi32, type Advapi32 } from './ffi/advapi32.ts';
import type { RegistryKey } from './ffi/handles.ts';
import { withKoffi } from './ffi/koffi.ts';

/** winreg.h: ((HKEY)(ULONG_PTR)((LONG)0x80000002)), sign-extended. */
const HKEY_LOCAL_MACHINE = 0xffff_ffff_8000_0002n as RegistryKey;
const KEY_READ = 0x20019;
/** Whatever this process is: policies are written for programs of 64 bits. */
const KEY_WOW64_64KEY = 0x100;
const REG_SZ = 1;
const REG_DWORD = 4;
const REG_MULTI_SZ = 7;
const ERROR_SUCCESS = 0;
const ERROR_FILE_NOT_FOUND = 2;
const ERROR_NO_MORE_ITEMS = 259;

/** "Registry Element Size Limits": a value name has 16,383 characters at most. */
const mostNameLength = 16_384;
/** A longer value ends with ERROR_MORE_DATA: nothing that we read has more. */
const mostBytes = 65_536;

const failed = (call: string, systemError: number): Result<never, RegistryProblem> =>
  fail({ kind: 'call-failed', call, systemError });

const text = (bytes: Uint8Array): string => new TextDecoder('utf-16le').decode(bytes);

const dataOf = (type: number, bytes: Uint8Array): RegistryValue['data'] => {
  switch (type) {
    case REG_SZ:
      return wideText(bytes);
    case REG_MULTI_SZ:
      return text(bytes)
        .split('\0')
        .filter((one) => one !== '');
    case REG_DWORD:
      return bytes.byteLength === 4 ? new DataView(bytes.buffer).getUint32(0, true) : null;
    default:
      return null;
  }
};

const valuesOf = (
  advapi32: Advapi32,
  key: RegistryKey,
): Result<readonly RegistryValue[], RegistryProblem> => {
  const values: RegistryValue[] = [];
  const [name, data] = [new Uint8Array(mostNameLength * 2), new Uint8Array(mostBytes)];
  for (let index = 0; ; index += 1) {
    const nameLength = Uint32Array.of(mostNameLength);
    const [type, bytes] = [new Uint32Array(1), Uint32Array.of(mostBytes)];
    const answer = advapi32.RegEnumValueW(
      ...([key, index, name, new Uint8Array(nameLength.buffer), null] as const),
      ...([new Uint8Array(type.buffer), data, new Uint8Array(bytes.buffer)] as const),
    );
    if (answer === ERROR_NO_MORE_ITEMS) return ok(values);
    if (answer !== ERROR_SUCCESS) return failed('RegEnumValueW', answer);
    values.push({
      name: text(name.subarray(0, (nameLength[0] ?? 0) * 2)),
      type: type[0] ?? 0,
      data: dataOf(type[0] ?? 0, data.slice(0, bytes[0])),
    });
  }
};

/** The values of a key below HKEY_LOCAL_MACHINE; null: there is no such key. None of these calls waits. */
export const readMachineKey = async (
  path: string,
): Promise<Result<readonly RegistryValue[] | null, RegistryProblem>> => {
  const loaded = await withKoffi(bindAdvapi32);
  if (!loaded.ok) return loaded;
  const advapi32 = loaded.value;
  const opened = new Uint8Array(8);
  const answer = advapi32.RegOpenKeyExW(HKEY_LOCAL_MACHINE, path, 0, KEY_READ | KEY_WOW64_64KEY, opened);
  if (answer === ERROR_FILE_NOT_FOUND) return ok(null);
  if (answer !== ERROR_SUCCESS) return failed('RegOpenKeyExW', answer);
  const key = new DataView(opened.buffer).getBigUint64(0, true) as RegistryKey;
  try {
    return valuesOf(advapi32, key);
  } finally {
    advapi32.RegCloseKey(key);
  }
};
