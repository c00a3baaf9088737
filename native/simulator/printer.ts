import type { Clock } from '#app/clock.ts';
import type { Device, DriverPackage } from '#app/dot4/device.ts';
import type { NtStatus } from '#app/dot4/ntstatus.ts';
import type { RequestName } from '#app/dot4/requests.ts';
import { fail, type Result } from '#app/result.ts';
import { DeviceStack } from './device-stack.ts';
import type { InjectedFault } from './injected-fault.ts';
import type { OpenHandle, ProgramIdentity } from './open-handle.ts';
import { ordinary, type Personality } from './personality.ts';
import type { PrintQueue } from './print-queue.ts';
import { modelServices, type Service } from './services.ts';

export interface PrinterDescription {
  /** Obviously simulated, stable across runs: `sim-…`. */
  readonly id: string;
  readonly name: string;
  /** Where it stands. */
  readonly location?: string;
  /** A queue of its own; none unless told. */
  readonly queue?: string;
  readonly services?: readonly Service[] | undefined;
  readonly personality?: Partial<Personality>;
  /** What a request takes on its way through the driver. */
  readonly latencyMs?: number | undefined;
  /** How long a question whether a socket exists may pend; as everywhere unless told otherwise. */
  readonly probeMs?: number | undefined;
  /** Port that leads to it: the next that is free, DOT4_001 first, unless told otherwise; null: that, and nobody can tell. */
  readonly port?: string | null;
  /** Further ports of it. */
  readonly otherPorts?: readonly string[];
  /** Ports of its queue, several where it is pooled; its own unless told otherwise. */
  readonly queuePorts?: readonly string[];
  /** False: the device node does not tell the port. */
  readonly portVisible?: boolean;
  /** Problem code of its device node; 0, none, unless told otherwise. */
  readonly problemCode?: number | null;
  readonly setupClass?: Device['setupClass'];
  readonly driver?: Partial<DriverPackage>;
  /** False: nothing is known of how its driver behaves until it is measured. */
  readonly measured?: boolean;
  /** What its driver does wrong from the moment it is plugged in. */
  readonly faults?: readonly PlannedFault[];
}

/** A fault of one request, and how often it shows. */
export interface PlannedFault {
  readonly request: RequestName;
  readonly fault: InjectedFault;
  readonly times: number;
}

/** What makes a request take a few milliseconds on real hardware; small enough not to be noticed. */
const usualLatencyMs = 3;

const deviceNode = (description: PrinterDescription): Omit<Device, 'arrivedAt'> => {
  const { id, name, problemCode = 0, setupClass = 'Dot4', driver } = description;
  const instance = id.replace(/^sim-/, '').toUpperCase();
  return {
    id,
    name,
    instanceId: `DOT4\\SIMULATED\\${instance}`,
    printerId: `${id}-printer`,
    setupClass,
    interfaces: [`\\\\?\\DOT4#SIMULATED#${instance}`],
    driver: { service: 'simulated', provider: 'Unjam', version: null, ...driver },
    problemCode,
  };
};

/** A printer on the simulated PC: its device node, its spooler queue and, while it is plugged in, its driver stack. */
export class Printer {
  device: Device;
  /** As the device node tells it. */
  readonly port: string | null;
  readonly otherPorts: readonly string[];
  /** The port that its print function has, whether it is told or not. */
  readonly printPort: string;
  readonly location: string | null;
  readonly measured: boolean;
  readonly probeMs: number | null;
  readonly peripheral: { readonly services: readonly Service[]; grantsCredits: boolean };
  personality: Personality;
  plugged = true;
  /** Whether it comes back when its device node is restarted. */
  comesBack = true;
  /** Answered to whoever wants to open the device, when not null. */
  openRefusal: NtStatus | null = null;
  stack: DeviceStack;
  readonly #clock: Clock;
  readonly #faults: readonly PlannedFault[];
  readonly #queue: () => PrintQueue | undefined;
  readonly #listeners: ((request: RequestName) => void)[] = [];
  readonly #latencyMs: number;

  constructor(
    clock: Clock,
    description: PrinterDescription,
    { printPort, queue }: { readonly printPort: string; readonly queue: () => PrintQueue | undefined },
  ) {
    const { port } = description;
    this.#queue = queue;
    this.#clock = clock;
    this.#latencyMs = description.latencyMs ?? usualLatencyMs;
    this.printPort = printPort;
    this.port = port === null || description.portVisible === false ? null : printPort;
    this.otherPorts = description.otherPorts ?? [];
    this.location = description.location ?? null;
    this.measured = description.measured ?? true;
    this.#faults = description.faults ?? [];
    this.probeMs = description.probeMs ?? null;
    this.device = { ...deviceNode(description), arrivedAt: clock.now() };
    this.peripheral = { services: description.services ?? modelServices, grantsCredits: true };
    this.personality = { ...ordinary, ...description.personality };
    this.stack = this.#newStack();
  }

  /** For those who gave it one. */
  get queue(): PrintQueue {
    const queue = this.#queue();
    if (queue === undefined) throw new Error(`no queue leads to ${this.device.id}`);
    return queue;
  }

  open(program: ProgramIdentity): Result<OpenHandle, NtStatus> {
    return this.openRefusal === null ? this.stack.openHandle(program) : fail(this.openRefusal);
  }

  /** `listener` hears of each request that arrives at its driver, also after the cable was out. */
  listen(listener: (request: RequestName) => void): void {
    this.#listeners.push(listener);
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
    const stack = new DeviceStack(this.#clock, this.peripheral, () => this.personality, this.#latencyMs);
    stack.dispatcher.onArrival = (request) => {
      for (const listener of this.#listeners) listener(request);
    };
    for (const { request, fault, times } of this.#faults) stack.dispatcher.addFault(request, fault, times);
    return stack;
  }
}
