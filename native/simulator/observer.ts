import type { DeviceId } from '#app/dot4/device.ts';
import { printSocket } from '#app/dot4/sockets.ts';
import type { Evidence, Observation } from '#app/evidence/evidence.ts';
import type { Printer } from './printer.ts';
import type { Program } from './program.ts';

/**
 * Looks at the simulated PC the way a program on a real one can: spooler, process list, device nodes. Who holds a
 * device open shows, not which socket it uses; a kernel client does not show at all, and a program that ended
 * before it was ever seen has left no trace. (The exit time of a process that was seen can be asked for later.)
 */
export class Observer {
  readonly #seen = new Map<DeviceId, Set<Program>>();

  look(printer: Printer, programs: readonly Program[], at: number): readonly Observation[] {
    const holders = this.#holders(printer, programs);
    return [
      ...this.#printPath(printer, at),
      ...holders.map((program) => process(program, at)),
      counted(holders.filter((program) => program.endedAt === null).length, at),
    ];
  }

  #printPath(printer: Printer, at: number): readonly Observation[] {
    const pieces: Evidence[] = printer.queue.jobs.map((job) => ({ kind: 'job', source: 'spooler', at, job }));
    if (printer.peripheral.services.some(({ name }) => name === 'PRINT'))
      pieces.push({ kind: 'static-socket', source: 'device-node', at, service: 'PRINT' });
    return pieces.map((evidence) => ({ hostSocket: printSocket, evidence }));
  }

  #holders(printer: Printer, programs: readonly Program[]): readonly Program[] {
    const seen = this.#seen.get(printer.device.id) ?? new Set();
    this.#seen.set(printer.device.id, seen);
    const holding = programs.filter((program) => program.holds(printer));
    for (const program of holding) seen.add(program);
    return programs.filter(
      (program) => holding.includes(program) || (seen.has(program) && program.endedAt !== null),
    );
  }
}

const process = ({ identity, endedAt }: Program, at: number): Observation => ({
  hostSocket: null,
  evidence: { kind: 'process', source: 'processes', at, process: { ...identity, endedAt } },
});

const counted = (holders: number, at: number): Observation => ({
  hostSocket: null,
  evidence: { kind: 'holders-counted', source: 'processes', at, holders },
});
