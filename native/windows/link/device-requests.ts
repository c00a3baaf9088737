import { isErrorStatus, ntStatus } from '#app/dot4/ntstatus.ts';
import type { EncodedRequest } from '../../wire/requests.ts';
import type { Kernel32 } from '../ffi/kernel32.ts';
import type { Ntdll } from '../ffi/ntdll.ts';
import type { Koffi } from '../ffi/prototype.ts';
import { sharedClockMs, type LinkReport, type Withdrawal } from './messages.ts';
import type { OpenedDevice } from './open-device.ts';
import { hasLeft } from './removal.ts';
import { requestMemory, type RequestMemory, type StatusBlock } from './request-memory.ts';
import { Withdrawals } from './withdrawals.ts';

export interface LinkSystem {
  readonly koffi: Koffi;
  readonly kernel32: Kernel32;
  readonly ntdll: Ntdll;
}

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

const pending = ntStatus('STATUS_PENDING').code;

/** Sends requests to one device and tells what became of each. Lives in the link's worker. */
export class DeviceRequests {
  readonly #system: LinkSystem;
  readonly #device: OpenedDevice;
  readonly #report: (report: LinkReport) => void;
  readonly #withdrawals = new Withdrawals<RequestMemory>();

  constructor(system: LinkSystem, device: OpenedDevice, report: (report: LinkReport) => void) {
    this.#system = system;
    this.#device = device;
    this.#report = report;
  }

  /** Sends, unless the deadline has passed while the command waited: then the driver never sees the request. */
  send(id: number, encoded: EncodedRequest, deadlineAt: number): void {
    if (deadlineAt <= sharedClockMs()) return this.#report({ kind: 'expired', id });
    const memory = requestMemory(this.#system.koffi, encoded.input, encoded.output);
    const status = this.#system.ntdll.NtDeviceIoControlFile(
      this.#device.handle,
      null,
      null,
      BigInt(id),
      memory.statusBlock,
      encoded.code,
      memory.input,
      memory.inputBytes,
      memory.output,
      memory.outputBytes,
    );
    const block = endedAtOnce(status, memory);
    if (block === null) return this.#withdrawals.sent(id, memory, deadlineAt);
    this.#completed(id, memory, block, null);
    memory.free();
  }

  /** The driver has given these requests back. An id that is not known had ended at once. */
  complete(ids: readonly number[]): void {
    for (const id of ids) {
      const ended = this.#withdrawals.ended(id);
      if (ended === null) continue;
      this.#completed(id, ended.held, ended.held.readBlock(), ended.withdrawn);
      ended.held.free();
    }
  }

  withdraw(id: number, why: Withdrawal): void {
    const memory = this.#withdrawals.withdraw(id, why, sharedClockMs());
    // What CancelIoEx answers does not matter: the request comes back through the port, or it does not.
    if (memory !== null) this.#system.kernel32.CancelIoEx(this.#device.handle, memory.statusBlock);
  }

  withdrawAll(): void {
    for (const id of this.#withdrawals.outstanding()) this.withdraw(id, 'signal');
  }

  enforceDeadlines(): void {
    const now = sharedClockMs();
    for (const id of this.#withdrawals.overdue(now)) this.withdraw(id, 'deadline');
    for (const id of this.#withdrawals.keep(now)) this.#report({ kind: 'kept', id });
  }

  /** How long nothing will have to be done, at most `limitMs`. */
  idleMs(limitMs: number): number {
    const next = this.#withdrawals.nextMoment();
    return next === null ? limitMs : Math.min(limitMs, Math.max(0, next - sharedClockMs()));
  }

  get anyUnanswered(): boolean {
    return this.#withdrawals.anyUnanswered;
  }

  get anyHeld(): boolean {
    return this.#withdrawals.size > 0;
  }

  #completed(id: number, memory: RequestMemory, block: StatusBlock, withdrawn: Withdrawal | null): void {
    const succeeded = block.status === ntStatus('STATUS_SUCCESS').code;
    const count = succeeded ? Math.min(block.information, memory.outputBytes) : 0;
    const completion = {
      status: block.status,
      information: block.information,
      bytes: memory.readOutput(count),
      withdrawn,
      deviceGone: !succeeded && hasLeft(this.#system.kernel32, this.#device.path, block.status),
    };
    this.#report({ kind: 'completed', id, completion });
  }
}
