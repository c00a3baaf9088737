import type { DeviceId } from '#app/dot4/device.ts';
import { hexStatus, type NtStatus } from '#app/dot4/ntstatus.ts';
import type { Result } from '#app/result.ts';
import type { CreateSocketArguments, SocketIds } from '../port.ts';
import type { DeviceStack } from './device-stack.ts';
import type { OpenHandle, ProgramIdentity } from './open-handle.ts';
import type { Printer } from './printer.ts';

const usualArguments = {
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

interface Held {
  readonly handle: OpenHandle;
  readonly stack: DeviceStack;
  readonly sockets: number[];
}

/** Another program of the simulated PC: opens devices, holds sockets and channels, and ends well or badly. */
export class Program {
  readonly identity: ProgramIdentity;
  endedAt: number | null = null;
  readonly startedAt: number;
  /** Whether it goes when it is told to end; one that waits for a driver does not. */
  canBeEnded = true;
  readonly #printers: (id: DeviceId) => Printer;
  readonly #now: () => number;
  readonly #held = new Map<DeviceId, Held>();

  constructor(identity: ProgramIdentity, printers: (id: DeviceId) => Printer, now: () => number) {
    this.identity = identity;
    this.#printers = printers;
    this.#now = now;
    this.startedAt = now();
  }

  /** Whether it has the device open as it is plugged in now. */
  holds(printer: Printer): boolean {
    return this.#held.get(printer.device.id)?.stack === printer.stack;
  }

  open(id: DeviceId): OpenHandle {
    return this.#hold(id).handle;
  }

  /** A socket on a service by name, or by number with an empty name. */
  createSocket(id: DeviceId, service: string, peripheralSocket: number = 0): SocketIds {
    const { handle, stack, sockets } = this.#hold(id);
    const args = { ...usualArguments, service, peripheralSocket };
    const ids = done(`${this.identity.name} creates a socket`, stack.model.createSocket(args, handle));
    sockets.push(ids.hostSocket);
    return ids;
  }

  openChannel(id: DeviceId, hostSocket: number): number {
    const { handle, stack } = this.#hold(id);
    const opened = stack.model.openChannel({ hostSocket, addActivity: false }, handle);
    return done(`${this.identity.name} opens a channel`, opened).channelHandle;
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
    this.endedAt = this.#now();
    for (const { stack, handle } of this.#held.values()) stack.closeHandle(handle);
    this.#held.clear();
  }

  #hold(id: DeviceId): Held {
    if (this.endedAt !== null) throw new Error(`${this.identity.name} has ended`);
    const printer = this.#printers(id);
    const held = this.#held.get(id);
    if (held !== undefined && held.stack === printer.stack) return held;
    if (held !== undefined) held.stack.closeHandle(held.handle);
    const handle = done(`${this.identity.name} opens ${id}`, printer.open(this.identity));
    const fresh = { handle, stack: printer.stack, sockets: [] };
    this.#held.set(id, fresh);
    return fresh;
  }
}
