import type { DeviceId } from '#app/dot4/device.ts';
import { printSocket } from '#app/dot4/sockets.ts';
import type { Evidence, Observation, Sight } from '#app/evidence/evidence.ts';
import {
  looked,
  lookSourceNames,
  notLooked,
  type BlindSpot,
  type LookSourceName,
} from '#app/evidence/source-report.ts';
import type { Printer } from './printer.ts';
import type { Program } from './program.ts';
import type { World } from './world.ts';

/** What the sources of a real PC cannot see either. */
const blindSpots: Readonly<Record<LookSourceName, readonly BlindSpot[]>> = {
  processes: ['kernel-clients', 'used-sockets', 'ended-before'],
  'windows-service': [],
  spooler: [],
  'device-node': [],
};

/**
 * Looks at the simulated PC the way a program on a real one can: process list, services, spooler, device node. Who
 * holds a device open shows, not which socket it uses; a kernel client does not show at all, and a program that
 * ended before it was ever seen has left no trace. (The exit time of a process that was seen can be asked for later.)
 */
export class Observer {
  readonly #seen = new Map<DeviceId, Set<Program>>();

  /** Every printer that is plugged in. `late`: the sources that do not answer in time. */
  look(world: World, late: ReadonlySet<LookSourceName>): ReadonlyMap<DeviceId, Sight> {
    const plugged = world.printers.filter((printer) => printer.plugged);
    return new Map(plugged.map((printer) => [printer.device.id, this.#lookAt(printer, world, late)]));
  }

  #lookAt(printer: Printer, world: World, late: ReadonlySet<LookSourceName>): Sight {
    const at = world.clock.now();
    const answering = lookSourceNames.filter((source) => !late.has(source));
    return {
      observations: answering.flatMap((source) => this.#ask(source, printer, world, at)),
      sources: lookSourceNames.map((source) =>
        answering.includes(source)
          ? looked(source, at, blindSpots[source])
          : notLooked(source, at, 'deadline'),
      ),
    };
  }

  #ask(source: LookSourceName, printer: Printer, world: World, at: number): readonly Observation[] {
    switch (source) {
      case 'processes': {
        const holders = this.#holders(printer, world.programs);
        const running = holders.filter((program) => program.endedAt === null).length;
        return ofDevice([
          ...holders.map((program) => process(program, at)),
          { kind: 'holders-counted', source, at, holders: running },
        ]);
      }
      case 'windows-service':
        return ofDevice(world.services.map((service) => ({ kind: 'service', source, at, service })));
      case 'spooler':
        return spoolerOf(printer, at);
      case 'device-node':
        return nodeOf(printer, at);
    }
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

const ofDevice = (pieces: readonly Evidence[]): Observation[] =>
  pieces.map((evidence) => ({ hostSocket: null, evidence }));

const ofPrintSocket = (evidence: Evidence): Observation => ({ hostSocket: printSocket, evidence });

const process = ({ identity, endedAt, startedAt }: Program, at: number): Evidence => ({
  kind: 'process',
  source: 'processes',
  at,
  process: { ...identity, endedAt, startedAt: String(startedAt) },
});

const spoolerOf = (printer: Printer, at: number): readonly Observation[] => {
  const { queue, port, otherQueues } = printer;
  const { jobs } = queue;
  const own = { name: queue.name, port, driver: printer.device.name, offline: false, jobs: jobs.length };
  return [
    ...jobs.map((job) => ofPrintSocket({ kind: 'job', source: 'spooler', at, job })),
    ...ofDevice([
      { kind: 'port', source: 'spooler', at, port, monitor: 'Dynamic Print Monitor' },
      ...[own, ...otherQueues].map((one): Evidence => ({ kind: 'queue', source: 'spooler', at, queue: one })),
    ]),
  ];
};

const nodeOf = ({ device, port, peripheral }: Printer, at: number): readonly Observation[] => {
  const { setupClass, driver, problemCode } = device;
  const node = { setupClass, ...driver, date: '4-2-2013', problemCode, port };
  const prints = peripheral.services.some(({ name }) => name === 'PRINT');
  return [
    ...ofDevice([{ kind: 'node', source: 'device-node', at, node }]),
    ...(prints
      ? [ofPrintSocket({ kind: 'static-socket', source: 'device-node', at, service: 'PRINT' })]
      : []),
  ];
};
