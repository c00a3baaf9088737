import type { DeviceId } from '#app/dot4/device.ts';
import { hexStatus, type NtStatus } from '#app/dot4/ntstatus.ts';
import { ok, type Result } from '#app/result.ts';
import type { ChannelHandleArguments, CreateSocketArguments, SocketIds } from '../port.ts';
import type { DeviceStack } from './device-stack.ts';
import type { OpenHandle, ProgramIdentity } from './open-handle.ts';
import type { Printer } from './printer.ts';

export const usualArguments = {
  peripheralSocket: 0,
  type: 'stream',
  readBufferSize: 0x7fff,
  maxHostToPeripheralPacket: 4096,
  maxPeripheralToHostPacket: 4096,
} as const satisfies Partial<CreateSocketArguments>;

const done = <T>(what: string, result: Result<T, NtStatus>): T => {
  if (result.ok) return result.value;
  throw new Error(`${what}: refused with ${result.fault.name ?? hexStatus(result.fault)}`);
};

/** The PC as a program needs it. */
export interface Surroundings {
  printer(id: DeviceId): Printer;
  now(): number;
  monotonicMs(): number;
  onEnd(): void;
}

interface Held {
  readonly handle: OpenHandle;
  readonly stack: DeviceStack;
  readonly sockets: number[];
}

/** Another program of the simulated PC: opens devices, holds sockets and channels, and ends well or badly. */
export class Program {
  readonly identity: ProgramIdentity;
  endedAt: number | null = null;
  startedAt: number;
  /** Whether it goes when it is told to end; one that waits for a driver does not. */
  canBeEnded = true;
  /** Null: it has no window. */
  window: 'responds' | 'hangs' | null = null;
  readonly #surroundings: Surroundings;
  readonly #held = new Map<DeviceId, Held>();
  /** For how long it has worked, and since when it does; null while it does nothing. */
  #workedMs = 0;
  #worksSinceMs: number | null;
  #requests = 0;
  /** Since when it has done nothing, and was watched, before Unjam looked; null: nobody watched. */
  #stillSinceMs: number | null = null;

  constructor(identity: ProgramIdentity, surroundings: Surroundings) {
    this.identity = identity;
    this.#surroundings = surroundings;
    this.startedAt = surroundings.now();
    this.#worksSinceMs = surroundings.monotonicMs();
  }

  /** What it has used since its start: a little of the processor, and an operation now and then, while it works. */
  get use(): { readonly processorMs: number; readonly operations: number } {
    const now = this.#surroundings.monotonicMs();
    const workedMs = this.#workedMs + (this.#worksSinceMs === null ? 0 : now - this.#worksSinceMs);
    return { processorMs: Math.floor(workedMs / 20), operations: Math.floor(workedMs / 50) + this.#requests };
  }

  get stoodMs(): number | undefined {
    return this.#stillSinceMs === null ? undefined : this.#surroundings.monotonicMs() - this.#stillSinceMs;
  }

  setWorking(works: boolean): void {
    const now = this.#surroundings.monotonicMs();
    if (this.#worksSinceMs !== null) this.#workedMs += now - this.#worksSinceMs;
    this.#worksSinceMs = works ? now : null;
    this.#stillSinceMs = null;
  }

  /** It has done nothing for so long, as if Unjam had watched it. */
  standStill(forMs: number): void {
    this.setWorking(false);
    this.#stillSinceMs = this.#surroundings.monotonicMs() - forMs;
  }

  /** Whether it has the device open as it is plugged in now. */
  holds(printer: Printer): boolean {
    return this.#held.get(printer.device.id)?.stack === printer.stack;
  }

  open(id: DeviceId): OpenHandle {
    return done(`${this.identity.name} opens ${id}`, this.tryOpen(id));
  }

  tryOpen(id: DeviceId): Result<OpenHandle, NtStatus> {
    const held = this.#hold(id);
    return held.ok ? ok(held.value.handle) : held;
  }

  /** A socket on a service by name, or by number with an empty name. */
  createSocket(id: DeviceId, service: string, peripheralSocket: number = 0): SocketIds {
    return done(
      `${this.identity.name} creates a socket`,
      this.tryCreateSocket(id, service, peripheralSocket),
    );
  }

  tryCreateSocket(id: DeviceId, service: string, peripheralSocket: number): Result<SocketIds, NtStatus> {
    const held = this.#hold(id);
    if (!held.ok) return held;
    const { handle, stack, sockets } = held.value;
    const made = stack.model.createSocket({ ...usualArguments, service, peripheralSocket }, handle);
    if (made.ok) sockets.push(made.value.hostSocket);
    return made;
  }

  openChannel(id: DeviceId, hostSocket: number): number {
    const opened = this.tryOpenChannel(id, hostSocket);
    return done(`${this.identity.name} opens a channel`, opened).channelHandle;
  }

  tryOpenChannel(id: DeviceId, hostSocket: number): Result<ChannelHandleArguments, NtStatus> {
    const held = this.#hold(id);
    if (!held.ok) return held;
    const { handle, stack } = held.value;
    return stack.model.openChannel({ hostSocket, addActivity: false }, handle);
  }

  /** Cleans up as it should: sockets destroyed, handle closed. */
  finishWith(id: DeviceId): void {
    const held = this.#held.get(id);
    if (held === undefined) return;
    for (const hostSocket of held.sockets) held.stack.model.destroySocket(hostSocket, held.handle);
    held.stack.closeHandle(held.handle);
    this.#held.delete(id);
  }

  /** Ends with everything still open: Windows closes the handles, and the sockets are left to the driver. */
  die(): void {
    if (this.endedAt !== null) return;
    this.endedAt = this.#surroundings.now();
    for (const { stack, handle } of this.#held.values()) stack.closeHandle(handle);
    this.#held.clear();
    this.#surroundings.onEnd();
  }

  #hold(id: DeviceId): Result<Held, NtStatus> {
    if (this.endedAt !== null) throw new Error(`${this.identity.name} has ended`);
    this.#requests += 1;
    const printer = this.#surroundings.printer(id);
    const held = this.#held.get(id);
    if (held !== undefined && held.stack === printer.stack) return ok(held);
    if (held !== undefined) held.stack.closeHandle(held.handle);
    const opened = printer.open(this.identity);
    if (!opened.ok) return opened;
    const fresh = { handle: opened.value, stack: printer.stack, sockets: [] };
    this.#held.set(id, fresh);
    return ok(fresh);
  }
}
