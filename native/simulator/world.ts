import type { Clock } from '#app/clock.ts';
import type { DeviceId } from '#app/dot4/device.ts';
import type { WindowsService } from '#app/evidence/evidence.ts';
import type { LookSourceName } from '#app/evidence/source-report.ts';
import { Printer, type PrinterDescription } from './printer.ts';
import { Program } from './program.ts';
import { stoppable, type StoppableClock } from './stoppable-clock.ts';

/** The first pid of a simulated program; Windows gives multiples of four. */
const firstPid = 4104;

/** A simulated PC: printers, the programs that use them, and what happens to both as time passes. */
export class World {
  driverPackage: 'installed' | 'absent' = 'installed';
  /** Whether the simulated user runs programs as administrator; null: nothing depends on it. */
  elevated: boolean | null = null;
  /** Windows services that have to do with printers, as they are on an ordinary PC with HP software. */
  services: readonly WindowsService[] = [
    { name: 'Pml Driver HPZ12', state: 'running', pid: 1460 },
    { name: 'Net Driver HPZ12', state: 'running', pid: 1468 },
    { name: 'stisvc', state: 'running', pid: 2104 },
    { name: 'Spooler', state: 'running', pid: 1876 },
  ];
  /** Sources that do not answer in time. */
  readonly silentSources = new Set<LookSourceName>();
  readonly clock: StoppableClock;
  readonly programs: Program[] = [];
  readonly #printers = new Map<DeviceId, Printer>();
  readonly #watchers = new Set<() => void>();

  constructor(clock: Clock) {
    this.clock = stoppable(clock);
  }

  get printers(): readonly Printer[] {
    return [...this.#printers.values()];
  }

  addPrinter(description: PrinterDescription): Printer {
    if (this.#printers.has(description.id)) throw new Error(`${description.id} is there already`);
    const printer = new Printer(this.clock, description);
    this.#printers.set(description.id, printer);
    this.#changed();
    return printer;
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

  startProgram(name: string): Program {
    const identity = { name, pid: firstPid + 4 * this.programs.length };
    const program = new Program(
      identity,
      (id) => this.printer(id),
      () => this.clock.now(),
    );
    this.programs.push(program);
    return program;
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
