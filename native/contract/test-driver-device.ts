import { ntStatus } from '#app/dot4/ntstatus.ts';
import { isValidHandle, type FileHandle } from '../windows/ffi/handles.ts';
import { bindKernel32, type Kernel32 } from '../windows/ffi/kernel32.ts';
import { loadKoffi } from '../windows/ffi/load-koffi.ts';
import { bindNtdll, type Ntdll } from '../windows/ffi/ntdll.ts';
import type { Koffi } from '../windows/ffi/prototype.ts';
import { requestMemory } from '../windows/link/request-memory.ts';

/** Requests of native/testdriver/dot4test.h, by code. */
export const testRequests = {
  COUNTERS: 0x003a3800,
  RESET: 0x003a3804,
  SET_FAULT: 0x003a3808,
  SET_PERSONALITY: 0x003a380c,
  EMIT_ACTIVITY: 0x003a3810,
  PERIPHERAL_OPENS: 0x003a3814,
  LIST_SOCKETS: 0x003a381c,
  REFUSE_OPEN: 0x003a3824,
  SLEEP: 0x003a3828,
} as const;

const GENERIC_READ_WRITE = 0xc0000000;
const FILE_SHARE_READ_WRITE = 3;
const OPEN_EXISTING = 3;

interface System {
  readonly koffi: Koffi;
  readonly kernel32: Kernel32;
  readonly ntdll: Ntdll;
}

/**
 * A handle of the tests' own on one device of the test driver. It is not overlapped: the test-only requests end
 * at once, so each call simply returns with the driver's status.
 */
export class TestDriverDevice {
  readonly #system: System;
  readonly #handle: FileHandle;

  private constructor(system: System, handle: FileHandle) {
    this.#system = system;
    this.#handle = handle;
  }

  static async open(path: string): Promise<TestDriverDevice> {
    const koffi = await loadKoffi();
    const system = { koffi, kernel32: bindKernel32(koffi), ntdll: bindNtdll(koffi) };
    const { CreateFileW, GetLastError } = system.kernel32;
    const handle = CreateFileW(path, GENERIC_READ_WRITE, FILE_SHARE_READ_WRITE, null, OPEN_EXISTING, 0, null);
    if (!isValidHandle(handle)) throw new Error(`${path} does not open: error ${GetLastError()}`);
    return new TestDriverDevice(system, handle);
  }

  /** The status, and what the driver wrote. */
  ask(code: number, input: Uint8Array, outputSize = 0): { status: number; bytes: Uint8Array } {
    const memory = requestMemory(this.#system.koffi, input, { size: outputSize, content: null });
    try {
      const { statusBlock, inputBytes, output, outputBytes } = memory;
      const status = this.#system.ntdll.NtDeviceIoControlFile(
        this.#handle,
        null,
        null,
        null,
        statusBlock,
        code,
        memory.input,
        inputBytes,
        output,
        outputBytes,
      );
      const count = status === 0 ? Math.min(memory.readBlock().information, outputSize) : 0;
      return { status, bytes: memory.readOutput(count) };
    } finally {
      memory.free();
    }
  }

  /** As `ask`, for requests that have to succeed. */
  tell(code: number, input: Uint8Array, outputSize = 0): DataView {
    const { status, bytes } = this.ask(code, input, outputSize);
    if (status !== ntStatus('STATUS_SUCCESS').code) {
      throw new Error(`test request 0x${code.toString(16)} was refused with 0x${status.toString(16)}`);
    }
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether this is the handle that it works with. */
  has(handle: bigint): boolean {
    return this.#handle === handle;
  }

  close(): void {
    this.#system.kernel32.CloseHandle(this.#handle);
  }
}

/** Unsigned 32-bit numbers one after the other, as all structures of dot4test.h begin. */
export const words = (...numbers: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((number, index) => view.setUint32(4 * index, number, true));
  return new Uint8Array(view.buffer);
};
