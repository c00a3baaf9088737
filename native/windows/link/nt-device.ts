import { isErrorStatus, ntStatus } from '#app/dot4/ntstatus.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { RequestDevice, StatusBlock } from '../../device-requests.ts';
import type { EncodedRequest } from '../../wire/requests.ts';
import type { Kernel32 } from '../ffi/kernel32.ts';
import type { Ntdll } from '../ffi/ntdll.ts';
import type { Koffi } from '../ffi/prototype.ts';
import { completionQueue, type CompletionQueue } from './completion-queue.ts';
import { openDevice, type OpenedDevice } from './open-device.ts';
import { hasLeft } from './removal.ts';
import { requestMemory, type RequestMemory } from './request-memory.ts';

export interface LinkSystem {
  readonly koffi: Koffi;
  readonly kernel32: Kernel32;
  readonly ntdll: Ntdll;
}

const pending = ntStatus('STATUS_PENDING').code;

/**
 * The status block of a request that was over when the call returned; null while its packet has to be waited for.
 * An error is final and leaves the block untouched; a success or a warning has filled it, or will have when its
 * packet comes.
 */
const endedAtOnce = (status: number, memory: RequestMemory): StatusBlock | null => {
  if (isErrorStatus(status)) return { status, information: 0 };
  if (status === pending) return null;
  const block = memory.readBlock();
  return block.status === pending ? null : block;
};

/** A device that this thread has open, by NtDeviceIoControlFile and a completion port. */
export class NtDevice implements RequestDevice<RequestMemory> {
  readonly #system: LinkSystem;
  readonly #device: OpenedDevice;
  readonly #queue: CompletionQueue;

  private constructor(system: LinkSystem, device: OpenedDevice, queue: CompletionQueue) {
    this.#system = system;
    this.#device = device;
    this.#queue = queue;
  }

  /** As openDevice. */
  static open(system: LinkSystem, paths: readonly string[]): Result<NtDevice, number> {
    const { kernel32, ntdll } = system;
    const opened = openDevice(kernel32, ntdll, paths);
    if (!opened.ok) return opened;
    const queue = completionQueue(kernel32, opened.value.handle);
    if (queue !== null) return ok(new NtDevice(system, opened.value, queue));
    kernel32.CloseHandle(opened.value.handle);
    return fail(ntStatus('STATUS_INSUFFICIENT_RESOURCES').code);
  }

  get path(): string {
    return this.#device.path;
  }

  get completionPort(): bigint {
    return this.#queue.port;
  }

  send(
    id: number,
    { code, input, output }: EncodedRequest,
  ): ReturnType<RequestDevice<RequestMemory>['send']> {
    const held = requestMemory(this.#system.koffi, input, output);
    const status = this.#system.ntdll.NtDeviceIoControlFile(
      this.#device.handle,
      null,
      null,
      BigInt(id),
      held.statusBlock,
      code,
      held.input,
      held.inputBytes,
      held.output,
      held.outputBytes,
    );
    return { held, ended: endedAtOnce(status, held) };
  }

  cancel({ statusBlock }: RequestMemory): void {
    // What CancelIoEx answers does not matter: the request comes back through the port, or it does not.
    this.#system.kernel32.CancelIoEx(this.#device.handle, statusBlock);
  }

  hasLeft(status: number): boolean {
    return hasLeft(this.#system.kernel32, this.#device.path, status);
  }

  wait(timeoutMs: number): readonly number[] {
    return this.#queue.wait(timeoutMs);
  }

  closeDevice(): void {
    this.#system.kernel32.CloseHandle(this.#device.handle);
  }

  closePort(): void {
    this.#queue.close();
  }
}
