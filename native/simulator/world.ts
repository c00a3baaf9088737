import type { Clock } from '#app/clock.ts';
import type { DeviceId, Discovery } from '#app/dot4/device.ts';
import { portName, samePort } from '#app/evidence/printer-ports.ts';
import type { LookSourceName } from '#app/evidence/source-report.ts';
import type { DeviceStack } from './device-stack.ts';
import { PrintQueue, type QueueDescription } from './print-queue.ts';
import { Printer, type PrinterDescription } from './printer.ts';
import { Program } from './program.ts';
import { shortMs } from './shortly.ts';
import { pcClock, type PcClock } from './pc-clock.ts';
import { stoppable, type StoppableClock } from './stoppable-clock.ts';
import { WindowsServices } from './windows-services.ts';

/** The first pid of a simulated program; Windows gives multiples of four. */
const firstPid = 4104;

const leadsTo =
  (printPort: string) =>
  ({ ports }: { readonly ports: readonly string[] }): boolean =>
    ports.some((port) => samePort(port, printPort));

/** A simulated PC: printers, the programs that use them, and what happens to both as time passes. */
export class World {
  driverPackage: Discovery['driverPackage'] = 'installed';
  /** Whether the simulated user runs programs as administrator; null: nothing depends on it. */
  elevated: boolean | null = null;
  /** Sources that do not answer in time, and are known not to. */
  readonly silentSources = new Set<LookSourceName>();
  /** Queues whose jobs the spooler does not list. */
  readonly unreadQueues = new Set<string>();
  /** Sources that take a while, in ms. */
  readonly slowSources = new Map<LookSourceName, number>();
  /** How often somebody has looked at this PC. */
  readonly looked = { discoveries: 0, looks: 0 };
  /** Whether the user of this PC may change it. */
  isAdministrator = true;
  /** Whether somebody is at the printers to switch them off and on. */
  somebodyIsThere = true;
  /** What the computer's clock shows; it can be set. */
  readonly wallClock: PcClock;
  readonly clock: StoppableClock;
  readonly services: WindowsServices;
  readonly programs: Program[] = [];
  readonly queues: PrintQueue[] = [];
  readonly #printers = new Map<DeviceId, Printer>();
  readonly #watchers = new Set<() => void>();
  readonly #onProgramEnd: ((program: Program) => void)[] = [];

  constructor(clock: Clock) {
    this.wallClock = pcClock(clock);
    this.clock = stoppable(this.wallClock);
    this.services = new WindowsServices(
      this.clock,
      // The programs of a service end with its process.
      (pid) => this.programs.filter(({ identity }) => identity.pid === pid).forEach((one) => one.die()),
      () => this.programs.map(({ identity }) => identity.pid),
    );
  }

  get printers(): readonly Printer[] {
    return [...this.#printers.values()];
  }

  discovery(): Discovery {
    const devices = this.printers.filter(({ plugged }) => plugged).map(({ device }) => device);
    return { devices, driverPackage: this.driverPackage };
  }

  /** What a look takes whose sources may take `mostMs` each, and which of them are late then. */
  slowness(mostMs: number): { readonly tookMs: number; readonly late: ReadonlySet<LookSourceName> } {
    const slow = [...this.slowSources];
    const late = slow.filter(([, ms]) => ms > mostMs).map(([source]) => source);
    const tookMs = Math.max(shortMs, ...slow.map(([, ms]) => Math.min(ms, mostMs)));
    return { tookMs, late: new Set([...this.silentSources, ...late]) };
  }

  addPrinter(description: PrinterDescription): Printer {
    if (this.#printers.has(description.id)) throw new Error(`${description.id} is there already`);
    const { queue: own } = description;
    const printPort = description.port ?? this.#freePort();
    const printer = new Printer(this.clock, description, {
      printPort,
      queue: () => (own === undefined ? this.queues.find(leadsTo(printPort)) : this.findQueue(own)),
    });
    this.#printers.set(description.id, printer);
    if (own !== undefined)
      this.addQueue({
        name: own,
        ports: description.queuePorts ?? [printPort],
        driver: description.name,
        location: printer.location,
      });
    this.#changed();
    return printer;
  }

  addQueue(description: QueueDescription): PrintQueue {
    const reached = (): readonly DeviceStack[] =>
      this.printers
        .filter(({ plugged, printPort }) => plugged && leadsTo(printPort)(description))
        .map(({ stack }) => stack);
    const queue = new PrintQueue(this.clock, description, reached);
    this.queues.push(queue);
    return queue;
  }

  findQueue(name: string): PrintQueue | undefined {
    return this.queues.find((queue) => queue.name === name);
  }

  #freePort(): string {
    for (let number = 1; ; number++) {
      const port = portName('DOT4_', number);
      if (!this.printers.some((printer) => printer.printPort === port)) return port;
    }
  }

  findPrinter(id: DeviceId): Printer | undefined {
    return this.#printers.get(id);
  }

  /** For those who put it there themselves. */
  printer(id: DeviceId): Printer {
    const printer = this.#printers.get(id);
    if (printer === undefined) throw new Error(`no simulated printer ${id}`);
    return printer;
  }

  /** `pid`: where it is given again, or is that of a service. */
  startProgram(name: string, pid = firstPid + 4 * this.programs.length): Program {
    const identity = { name, pid };
    const program: Program = new Program(identity, {
      printer: (id) => this.printer(id),
      now: () => this.clock.now(),
      monotonicMs: () => this.clock.monotonicMs(),
      onEnd: () => {
        for (const listener of this.#onProgramEnd) listener(program);
      },
    });
    this.programs.push(program);
    return program;
  }

  /** The program that had this id or name last. */
  findProgram(wanted: number | string): Program | undefined {
    return this.programs.findLast(({ identity }) => identity.pid === wanted || identity.name === wanted);
  }

  onProgramEnd(listener: (program: Program) => void): void {
    this.#onProgramEnd.push(listener);
  }

  unplug(id: DeviceId): void {
    const printer = this.printer(id);
    if (!printer.plugged) return;
    printer.unplug();
    this.#changed();
  }

  plugIn(id: DeviceId): void {
    const printer = this.printer(id);
    if (printer.plugged) return;
    printer.plugIn();
    this.#changed();
  }

  setProblemCode(id: DeviceId, problemCode: number): void {
    const printer = this.printer(id);
    printer.device = { ...printer.device, problemCode };
    this.#changed();
  }

  watch(onChange: () => void): () => void {
    // A wrapper of its own: the same function may watch twice.
    const watcher = (): void => onChange();
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** Stops time for everything in it. */
  stop(): void {
    this.#watchers.clear();
    this.clock.stop();
  }

  #changed(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
