import type {
  ChangesHandle,
  CompletionPort,
  DeviceInfoSet,
  EventLogHandle,
  FileHandle,
  PrinterHandle,
  ProcessHandle,
  ProcessSnapshot,
  RegistryKey,
  ServiceHandle,
  TokenHandle,
  WindowHandle,
} from './handles.ts';

import { wideText } from '../discovery/wide-text.ts';

export type Koffi = typeof import('koffi');

/** What an argument is: the type koffi marshals, and the TypeScript type that goes with it. */
interface Arguments {
  u32: number;
  i32: number;
  /** BOOL: 0 is false. */
  bool: number;
  /** Unsigned, as ntstatus.h writes it. */
  ntstatus: number;
  usize: number | bigint;
  wide: string | null;
  /** Texts that the callee reads until it returns. */
  wides: readonly string[];
  u16: number;
  /** Memory that the callee uses until it returns and no longer. */
  bytes: Uint8Array | null;
  /** Memory of koffi.alloc, which the kernel may write after the call has returned. */
  address: bigint | null;
  file: FileHandle;
  port: CompletionPort | null;
  /** What CloseHandle closes. */
  handle: FileHandle | CompletionPort | ProcessHandle | ProcessSnapshot | TokenHandle;
  set: DeviceInfoSet;
  key: RegistryKey | null;
  process: ProcessHandle;
  snapshot: ProcessSnapshot;
  token: TokenHandle;
  service: ServiceHandle;
  printer: PrinterHandle;
  /** What FindFirstPrinterChangeNotification gives. */
  changes: ChangesHandle;
  window: WindowHandle;
  /** Called for each window until it answers 0. */
  eachWindow: (window: WindowHandle, extra: number | bigint) => number;
  log: EventLogHandle;
}

export type Token = keyof Arguments;

const koffiTypes: Readonly<Record<Exclude<Token, 'eachWindow'>, string>> = {
  u32: 'uint32',
  i32: 'int32',
  bool: 'int32',
  ntstatus: 'uint32',
  usize: 'uintptr_t',
  wide: 'str16',
  wides: 'str16 *',
  u16: 'uint16',
  bytes: 'void *',
  address: 'void *',
  file: 'void *',
  port: 'void *',
  handle: 'void *',
  set: 'void *',
  key: 'void *',
  process: 'void *',
  snapshot: 'void *',
  token: 'void *',
  service: 'void *',
  printer: 'void *',
  changes: 'void *',
  window: 'void *',
  log: 'void *',
};

const koffiType = (koffi: Koffi, token: Token) =>
  token === 'eachWindow' ? koffi.pointer(koffi.proto('int32', ['void *', 'uintptr_t'])) : koffiTypes[token];

/** A pointer that is NULL comes back as null. */
type Given<G extends Token> = Arguments[G] extends number ? number : Arguments[G] | null;

/** One exported function: the single place for both its foreign and its TypeScript signature. */
export interface Prototype {
  readonly gives: Token;
  readonly takes: readonly Token[];
  /** Microsoft's page, below https://learn.microsoft.com/ */
  readonly page: string;
}

export type PrototypeTable = Readonly<Record<string, Prototype>>;

type Taken<T extends readonly Token[]> = { -readonly [I in keyof T]: Arguments[T[I]] };

export type Bound<T extends PrototypeTable> = {
  readonly [N in keyof T]: (...args: Taken<T[N]['takes']>) => Given<T[N]['gives']>;
};

const MAX_PATH = 260;

/** A library of the system, or one of its functions, that cannot be had. Its cause is koffi's error. */
export class LibraryError extends Error {
  readonly library: string;

  constructor(library: string, cause: unknown) {
    super(`${library} could not be loaded`, { cause });
    this.library = library;
  }
}

/**
 * SECURITY: the whole path of a library of Windows. By its name alone it would be looked for beside the program first.
 * Every process has kernel32 from its start, so that one name leads nowhere else.
 */
export const systemLibrary = (koffi: Koffi, name: string): string => {
  if (process.platform !== 'win32') return name;
  const folder = new Uint8Array(2 * MAX_PATH);
  const kernel32 = koffi.load('kernel32.dll');
  kernel32.func('GetSystemDirectoryW', 'uint32', ['void *', 'uint32'])(folder, MAX_PATH);
  return `${wideText(folder)}\\${name}`;
};

/** Binds every function of a table. Throws a LibraryError, also where the library lacks one of them. */
export const bindLibrary = <const T extends PrototypeTable>(
  koffi: Koffi,
  library: string,
  table: T,
): Bound<T> => {
  try {
    const loaded = koffi.load(systemLibrary(koffi, library));
    const bound = Object.entries(table).map(([name, { gives, takes }]) => [
      name,
      loaded.func(
        name,
        koffiType(koffi, gives),
        takes.map((token) => koffiType(koffi, token)),
      ),
    ]);
    return Object.fromEntries(bound) as Bound<T>;
  } catch (error) {
    throw new LibraryError(library, error);
  }
};
