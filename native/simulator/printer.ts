import type { Clock } from '#app/clock.ts';
import type { Device } from '#app/dot4/device.ts';
import type { NtStatus } from '#app/dot4/ntstatus.ts';
import type { Queue } from '#app/evidence/evidence.ts';
import { fail, type Result } from '#app/result.ts';
import { DeviceStack } from './device-stack.ts';
import type { OpenHandle, ProgramIdentity } from './open-handle.ts';
import { ordinary, type Personality } from './personality.ts';
import { PrintQueue } from './print-queue.ts';
import { modelServices, type Service } from './services.ts';

export interface PrinterDescription {
  /** Obviously simulated, stable across runs: `sim-…`. */
  readonly id: string;
  readonly name: string;
  readonly queue: string;
  readonly services?: readonly Service[];
  readonly personality?: Partial<Personality>;
  /** What a request takes on its way through the driver. */
  readonly latencyMs?: number;
  /** How long a question whether a socket exists may pend; as everywhere unless told otherwise. */
  readonly probeMs?: number;
  /** Port that leads to it: the next that is free, DOT4_001 first, unless told otherwise; null: nobody can tell. */
  readonly port?: string | null;
  /** Further ports of it. */
  readonly otherPorts?: readonly string[];
  /** Ports of its queue, several where it is pooled; those of the printer unless told otherwise. */
  readonly queuePorts?: readonly string[];
  /** Queues beside its own that stand for the same printer. */
  readonly otherQueues?: readonly Queue[];
  /** Problem code of its device node; 0, none, unless told otherwise. */
  readonly problemCode?: number;
}

/** What makes a request take a few milliseconds on real hardware; small enough not to be noticed. */
const usualLatencyMs = 3;

const deviceNode = ({ id, name, problemCode }: PrinterDescription): Omit<Device, 'arrivedAt'> => {
  const instance = id.replace(/^sim-/, '').toUpperCase();
  return {
    id,
    name,
    instanceId: `DOT4\\SIMULATED\\${instance}`,
    printerId: `${id}-printer`,
    setupClass: 'Dot4',
    interfaces: [`\\\\?\\DOT4#SIMULATED#${instance}`],
    driver: { service: 'simulated', provider: 'Unjam', version: null },
    problemCode: problemCode ?? 0,
  };
};

/** A printer on the simulated PC: its device node, its spooler queue and, while it is plugged in, its driver stack. */
export class Printer {
  device: Device;
  readonly queue: PrintQueue;
  readonly port: string | null;
  readonly otherPorts: readonly string[];
  readonly probeMs: number | null;
  readonly otherQueues: readonly Queue[];
  readonly peripheral: { readonly services: readonly Service[]; grantsCredits: boolean };
  personality: Personality;
  plugged = true;
  /** Whether it comes back when its device node is restarted. */
  comesBack = true;
  /** Answered to whoever wants to open the device, when not null. */
  openRefusal: NtStatus | null = null;
  stack: DeviceStack;
  readonly #clock: Clock;
  readonly #latencyMs: number;

  constructor(clock: Clock, description: PrinterDescription & { readonly port: string | null }) {
    const { port } = description;
    this.#clock = clock;
    this.#latencyMs = description.latencyMs ?? usualLatencyMs;
    this.port = port;
    this.otherPorts = description.otherPorts ?? [];
    this.probeMs = description.probeMs ?? null;
    this.otherQueues = description.otherQueues ?? [];
    this.device = { ...deviceNode(description), arrivedAt: clock.now() };
    this.peripheral = { services: description.services ?? modelServices, grantsCredits: true };
    this.personality = { ...ordinary, ...description.personality };
    this.stack = this.#newStack();
    const queuePorts = description.queuePorts ?? (port === null ? [] : [port]);
    this.queue = new PrintQueue(clock, description.queue, queuePorts, () => this.stack);
  }

  open(program: ProgramIdentity): Result<OpenHandle, NtStatus> {
    return this.openRefusal === null ? this.stack.openHandle(program) : fail(this.openRefusal);
  }

  unplug(): void {
    this.plugged = false;
    this.stack.remove();
  }

  /** Comes back as a new device: no sockets, no channels, and old handles stay dead. */
  plugIn(): void {
    this.stack = this.#newStack();
    this.device = { ...this.device, arrivedAt: this.#clock.now() };
    this.plugged = true;
  }

  /** A peripheral that stops granting credit looks wedged; one that resumes grants what it owes. */
  setGrantsCredits(grants: boolean): void {
    this.peripheral.grantsCredits = grants;
    for (const channel of this.stack.model.channels.values()) channel.credits.roomMade();
  }

  #newStack(): DeviceStack {
    return new DeviceStack(this.#clock, this.peripheral, () => this.personality, this.#latencyMs);
  }
}
