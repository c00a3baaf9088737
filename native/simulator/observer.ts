import type { DeviceId } from '#app/dot4/device.ts';
import type { DeviceNode, Evidence, Observation, Sight, WindowsService } from '#app/evidence/evidence.ts';
import { isPrinterPort } from '#app/evidence/printer-ports.ts';
import {
  looked,
  lookSourceNames,
  notLooked,
  type LookSourceName,
  type SourceReport,
} from '#app/evidence/source-report.ts';
import { mayBeRestarted } from '#app/remedy/restraint.ts';
import { besideOtherPrinters, spoolerSight, type Spooled } from '#app/evidence/spooler-sight.ts';
import type { Printer } from './printer.ts';
import type { Program } from './program.ts';
import type { World } from './world.ts';

interface Told {
  readonly observations: readonly Observation[];
  readonly report: SourceReport;
}

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
    const sights = new Map(
      plugged.map((printer) => [printer.device.id, this.#lookAt(printer, world, late)] as const),
    );
    return late.has('spooler') ? sights : besideOtherPrinters(sights, spooledOn(world));
  }

  #lookAt(printer: Printer, world: World, late: ReadonlySet<LookSourceName>): Sight {
    const at = world.clock.now();
    const told = lookSourceNames.map((source) =>
      late.has(source)
        ? { observations: [], report: notLooked(source, at, 'deadline') }
        : this.#ask(source, printer, world, at),
    );
    return {
      observations: told.flatMap(({ observations }) => observations),
      sources: told.map(({ report }) => report),
    };
  }

  /** What a source says, and what it cannot see on a real PC either. */
  #ask(source: LookSourceName, printer: Printer, world: World, at: number): Told {
    switch (source) {
      case 'processes': {
        const holders = this.#holders(printer, world.programs);
        const running = holders.filter((program) => program.endedAt === null).length;
        return {
          observations: ofDevice([
            ...holders.map((program) => process(program, at)),
            ...holders.filter(({ endedAt }) => endedAt === null).map((program) => processUse(program, at)),
            { kind: 'holders-counted', source, at, holders: running },
          ]),
          report: looked(source, at, ['kernel-clients', 'used-sockets', 'ended-before']),
        };
      }
      case 'windows-service':
        return {
          observations: ofDevice(
            servicesSeen(world).map((service) => ({ kind: 'service', source, at, service })),
          ),
          report: looked(source, at),
        };
      case 'spooler': {
        const { observations, report } = spoolerSight(
          spooledOn(world),
          nodeOf(printer),
          at,
          printer.port === null,
        );
        return { observations: observations.map((one) => withStood(one, world)), report };
      }
      case 'device-node':
        return {
          observations: [
            ...ofDevice([{ kind: 'node', source, at, node: nodeOf(printer) }]),
            ...setUpForPrint(printer, at),
          ],
          report: looked(source, at, printer.port === null ? ['port-name'] : []),
        };
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

/** As on Windows: the services that have to do with printers, and whatever runs in one of their processes. */
const servicesSeen = ({ services }: World): readonly WindowsService[] => {
  const named = services.all.filter(({ name }) => mayBeRestarted(name));
  const pids = new Set(named.flatMap(({ pid }) => (pid === null ? [] : [pid])));
  const seen = services.all.filter((one) => named.includes(one) || (one.pid !== null && pids.has(one.pid)));
  return seen.map(({ name, state, pid }) => ({ name, state, pid }));
};

const ofDevice = (pieces: readonly Evidence[]): Observation[] =>
  pieces.map((evidence) => ({ hostSocket: null, evidence }));

const process = ({ identity, endedAt, startedAt }: Program, at: number): Evidence => ({
  kind: 'process',
  source: 'processes',
  at,
  process: { ...identity, endedAt, startedAt: String(startedAt) },
});

const processUse = ({ identity, startedAt, use, window, stoodMs }: Program, at: number): Evidence => ({
  kind: 'process-use',
  source: 'processes',
  at,
  ...identity,
  startedAt: String(startedAt),
  ...use,
  window,
  ...(stoodMs === undefined ? {} : { stoodMs }),
});

/** A job that stood before Unjam looked, where the scenario says that this was watched. */
const withStood = (observation: Observation, world: World): Observation => {
  const { evidence } = observation;
  if (evidence.kind !== 'job') return observation;
  const stoodMs = world.findQueue(evidence.job.queue)?.stoodMs(evidence.job.id);
  return stoodMs === undefined ? observation : { ...observation, evidence: { ...evidence, stoodMs } };
};

/** The queues of the whole PC; those of other printers may be pooled with this one. */
const spooledOn = ({ printers, queues, unreadQueues }: World): Spooled => {
  const read = queues.filter(({ name }) => !unreadQueues.has(name));
  return {
    ports: printers.flatMap(({ printPort, otherPorts }) =>
      [printPort, ...otherPorts].map((name) => ({
        name,
        monitor: 'Dynamic Print Monitor',
      })),
    ),
    queues: queues.map((queue) => queue.asQueue()),
    jobs: read.flatMap(({ jobs }) => jobs),
    unreadQueues: [...unreadQueues],
    isCutShort: false,
    isBusyElsewhere: queues.some(({ ports, jobs }) => jobs.length > 0 && !ports.some(isPrinterPort)),
  };
};

const nodeOf = ({ device, port, otherPorts }: Printer): DeviceNode => {
  const { setupClass, driver, problemCode } = device;
  return { setupClass, ...driver, date: '4-2-2013', problemCode, port, otherPorts: [...otherPorts] };
};

/** The device key of the print function names the socket that it prints on; a printer without PRINT has no such function. */
const setUpForPrint = ({ peripheral }: Printer, at: number): readonly Observation[] =>
  peripheral.services
    .filter(({ name }) => name === 'PRINT')
    .map(({ name, socket }) => ({
      hostSocket: socket,
      evidence: { kind: 'static-socket', source: 'device-node', at, service: name },
    }));
