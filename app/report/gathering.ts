import { fold } from '../fold.ts';
import { printerStates, stepEnds } from './found.ts';
import type { Found, FoundStep, Look, PrinterState, StepEnd } from './found.ts';

/** How often each end came of a step. */
export type Ends = Readonly<Record<StepEnd, number>>;

/** One printer of one computer, over all results. Times are ms since the epoch; null: not known. */
export interface PrinterLine {
  readonly computer: string;
  readonly deviceId: string;
  readonly printer: string;
  readonly driver: string;
  readonly profile: string | null;
  readonly simulated: boolean;
  /** At the newest look; null: it was never looked at. */
  readonly state: PrinterState | null;
  /** The oldest of the looks, without another between them, that show it as it is now. */
  readonly since: number | null;
  readonly newest: number | null;
  readonly looks: number;
  readonly stuck: number;
  readonly suspect: number;
  readonly services: readonly string[];
  readonly programs: readonly string[];
  /** Steps that helped here. */
  readonly helped: readonly string[];
  readonly message: string;
}

export interface ComputerLine {
  readonly computer: string;
  readonly version: string | null;
  readonly results: number;
  readonly newest: number | null;
  readonly printers: number;
  readonly stuck: number;
  readonly suspect: number;
  /** Of its newest result. */
  readonly fault: string | null;
}

/** A driver, a program or a service: where it was met. `ever`: printers that were stuck or suspect with it at some look. */
export interface Tally {
  readonly name: string;
  readonly computers: number;
  readonly printers: number;
  readonly stuck: number;
  readonly suspect: number;
  readonly ever: number;
}

export interface Day {
  readonly day: string;
  readonly looks: number;
  readonly stuck: number;
}

export interface Report {
  readonly results: number;
  /** Results without the name of their computer: the file's name stands for it. */
  readonly unnamed: number;
  readonly simulated: number;
  readonly from: number | null;
  readonly to: number | null;
  /** Printers by how it stands with them at their newest look. */
  readonly states: Readonly<Record<PrinterState, number>>;
  readonly printers: readonly PrinterLine[];
  readonly computers: readonly ComputerLine[];
  readonly drivers: readonly Tally[];
  readonly programs: readonly Tally[];
  readonly services: readonly Tally[];
  readonly steps: readonly ({ readonly step: string } & Ends)[];
  /** The newest days on which printers were looked at, oldest first. */
  readonly days: readonly Day[];
}

const add = <K>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

class Steps {
  readonly #ends = new Map<string, Record<StepEnd, number>>();

  add(step: string, end: StepEnd, times = 1): void {
    const none = Object.fromEntries(stepEnds.map((one) => [one, 0])) as Record<StepEnd, number>;
    const ends = this.#ends.get(step) ?? none;
    ends[end] += times;
    this.#ends.set(step, ends);
  }

  get all(): readonly (readonly [step: string, ends: Ends])[] {
    return [...this.#ends];
  }
}

class Printer {
  readonly deviceId: string;
  name = '';
  driver = '';
  profile: string | null = null;
  simulated = false;
  /** By time: the same look in two files is one. */
  readonly looks = new Map<number, PrinterState>();
  newest = -1;
  message = '';
  services: Set<string> | null = null;
  programs: Set<string> | null = null;
  helped: Set<string> | null = null;

  constructor(deviceId: string) {
    this.deviceId = deviceId;
  }

  look({ at, state, printer, message, services, programs }: Look): void {
    const before = this.looks.get(at);
    // two looks of one moment, as of two channels of a printer: the worse one counts
    if (before !== undefined && printerStates.indexOf(before) <= printerStates.indexOf(state)) return;
    this.looks.set(at, state);
    if (at >= this.newest) {
      this.newest = at;
      this.message = message;
      if (printer !== '') this.name = printer;
    }
    for (const service of services) (this.services ??= new Set()).add(service);
    for (const program of programs) (this.programs ??= new Set()).add(program);
  }
}

class Computer {
  readonly name: string;
  version: string | null = null;
  results = 0;
  newest = -1;
  fault: string | null = null;
  readonly printers = new Map<string, Printer>();
  /** What `fix` printed, and what the audit trail has of the same: the trail has all of it. */
  readonly fixed = new Steps();
  readonly recorded = new Steps();
  readonly #operations = new Set<string>();
  readonly #fixes = new Set<number>();

  constructor(name: string) {
    this.name = name;
  }

  printer(deviceId: string): Printer {
    const known = this.printers.get(deviceId) ?? new Printer(deviceId);
    this.printers.set(deviceId, known);
    return known;
  }

  steps(found: readonly FoundStep[], at: number | null): void {
    const isAgain = at !== null && this.#fixes.has(at);
    for (const { operation, deviceId, step, end } of found) {
      if (operation === null) {
        if (isAgain) continue;
        this.fixed.add(step, end);
        if (at !== null) this.#fixes.add(at);
      } else {
        if (this.#operations.has(operation)) continue;
        this.#operations.add(operation);
        this.recorded.add(step, end);
      }
      if (end === 'helped') (this.printer(deviceId).helped ??= new Set()).add(step);
    }
  }

  get done(): Steps {
    return this.#operations.size > 0 ? this.recorded : this.fixed;
  }
}

const newestDays = 31;

const severity = (state: PrinterState | null): number =>
  state === null ? printerStates.length : printerStates.indexOf(state);

const known = (at: number): number | null => (at <= 0 ? null : at);

/** Since when it stands as it does now: from the newest look back, as long as it was the same. */
const sinceOf = (looks: ReadonlyMap<number, PrinterState>, state: PrinterState): number | null => {
  let since: number | null = null;
  for (const [at, then] of [...looks].sort(([one], [other]) => other - one)) {
    if (then !== state) break;
    since = known(at);
  }
  return since;
};

const counted = (looks: ReadonlyMap<number, PrinterState>, state: PrinterState): number =>
  [...looks.values()].filter((one) => one === state).length;

const lineOf = (computer: string, printer: Printer): PrinterLine => {
  const { deviceId, name, driver, profile, simulated, looks, newest, message } = printer;
  const state = looks.get(newest) ?? null;
  return {
    ...{ computer, deviceId, printer: name === '' ? deviceId : name, driver, profile, simulated, state },
    since: state === null ? null : sinceOf(looks, state),
    newest: known(newest),
    looks: looks.size,
    stuck: counted(looks, 'stuck'),
    suspect: counted(looks, 'suspect'),
    services: [...(printer.services ?? [])].sort(),
    programs: [...(printer.programs ?? [])].sort(),
    helped: [...(printer.helped ?? [])].sort(),
    message,
  };
};

const byName = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Most trouble first. */
const tallies = (
  printers: readonly PrinterLine[],
  namesOf: (line: PrinterLine) => readonly string[],
): Tally[] => {
  const lines = new Map<string, PrinterLine[]>();
  for (const line of printers)
    for (const name of namesOf(line)) {
      const own = lines.get(name);
      if (own === undefined) lines.set(name, [line]);
      else own.push(line);
    }
  return [...lines]
    .map(([name, own]) => ({
      name,
      computers: new Set(own.map(({ computer }) => computer)).size,
      printers: own.length,
      stuck: own.filter(({ state }) => state === 'stuck').length,
      suspect: own.filter(({ state }) => state === 'suspect').length,
      ever: own.filter(({ stuck, suspect }) => stuck + suspect > 0).length,
    }))
    .sort(
      (a, b) =>
        b.stuck - a.stuck ||
        b.suspect - a.suspect ||
        b.ever - a.ever ||
        b.printers - a.printers ||
        byName(a.name, b.name),
    );
};

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Joins the results of any number of computers, in any order, and keeps only what the report needs. */
export class Gathering {
  readonly #computers = new Map<string, Computer>();
  #results = 0;
  #unnamed = 0;
  #simulated = 0;

  get results(): number {
    return this.#results;
  }

  /** `fileName` stands for the computer where an older Unjam did not name it. */
  add(found: Found, fileName: string): void {
    const { version, at, simulated, fault } = found;
    const newest = found.looks.reduce((last, look) => Math.max(last, look.at), at ?? 0);
    const computer = this.#computer(found.computer ?? fileName);
    this.#results += 1;
    if (found.computer === null) this.#unnamed += 1;
    if (simulated) this.#simulated += 1;
    computer.results += 1;
    if (newest >= computer.newest) {
      computer.newest = newest;
      computer.version = version ?? computer.version;
      computer.fault = fault;
    }
    for (const { deviceId, printer, driver, profile } of found.drivers) {
      const row = computer.printer(deviceId);
      if (row.name === '') row.name = printer;
      if (driver !== '') row.driver = driver;
      row.profile = profile ?? row.profile;
      row.simulated ||= simulated;
    }
    for (const look of found.looks) {
      const row = computer.printer(look.deviceId);
      row.look(look);
      row.simulated ||= simulated;
    }
    computer.steps(found.steps, at);
  }

  #computer(name: string): Computer {
    // Windows tells no capital from a small letter in the name of a computer
    const key = fold(name);
    const known = this.#computers.get(key) ?? new Computer(name);
    this.#computers.set(key, known);
    return known;
  }

  report(): Report {
    const computers = [...this.#computers.values()];
    const printers = computers
      .flatMap(({ name, printers: own }) => [...own.values()].map((printer) => lineOf(name, printer)))
      .sort(
        (a, b) =>
          severity(a.state) - severity(b.state) ||
          b.stuck - a.stuck ||
          byName(a.computer, b.computer) ||
          byName(a.deviceId, b.deviceId),
      );
    const steps = new Steps();
    for (const { done } of computers)
      for (const [step, ends] of done.all) for (const end of stepEnds) steps.add(step, end, ends[end]);
    const times = computers.flatMap(({ newest }) => known(newest) ?? []);
    return {
      results: this.#results,
      unnamed: this.#unnamed,
      simulated: this.#simulated,
      ...this.#span(times),
      states: Object.fromEntries(
        printerStates.map((state) => [state, printers.filter((line) => line.state === state).length]),
      ) as Record<PrinterState, number>,
      printers,
      computers: computers
        .map((computer) => computerLine(computer))
        .sort((a, b) => b.stuck - a.stuck || b.suspect - a.suspect || byName(a.computer, b.computer)),
      drivers: tallies(printers, ({ driver }) => (driver === '' ? [] : [driver])),
      programs: tallies(printers, ({ programs }) => programs),
      services: tallies(printers, ({ services }) => services),
      steps: steps.all
        .map(([step, ends]) => ({ step, ...ends }))
        .sort((a, b) => b.helped - a.helped || byName(a.step, b.step)),
      days: this.#days(),
    };
  }

  /** From the oldest look to what is newest. */
  #span(newest: readonly number[]): Pick<Report, 'from' | 'to'> {
    let [from, to] = [Infinity, -Infinity];
    for (const at of newest) [from, to] = [Math.min(from, at), Math.max(to, at)];
    for (const { printers } of this.#computers.values())
      for (const { looks } of printers.values())
        for (const at of looks.keys()) if (at > 0) from = Math.min(from, at);
    return Number.isFinite(from) && Number.isFinite(to) ? { from, to } : { from: null, to: null };
  }

  #days(): Day[] {
    const [looked, stuck] = [new Map<string, number>(), new Map<string, number>()];
    for (const { printers } of this.#computers.values())
      for (const { looks } of printers.values())
        for (const [at, state] of looks) {
          if (at <= 0) continue;
          add(looked, dayOf(at));
          if (state === 'stuck') add(stuck, dayOf(at));
        }
    return [...looked]
      .map(([day, looks]) => ({ day, looks, stuck: stuck.get(day) ?? 0 }))
      .sort((a, b) => byName(a.day, b.day))
      .slice(-newestDays);
  }
}

const computerLine = ({ name, version, results, newest, fault, printers }: Computer): ComputerLine => {
  const states = [...printers.values()].map(({ looks, newest: at }) => looks.get(at));
  return {
    ...{ computer: name, version, results, newest: known(newest), printers: printers.size, fault },
    stuck: states.filter((state) => state === 'stuck').length,
    suspect: states.filter((state) => state === 'suspect').length,
  };
};
