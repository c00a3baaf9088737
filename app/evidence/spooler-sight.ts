import type { DeviceId } from '../dot4/device.ts';
import type { DeviceNode, Evidence, Observation, Queue, Sight } from './evidence.ts';
import type { Job } from './job.ts';
import { isPrinterPort, samePort } from './printer-ports.ts';
import { queuesOf } from './queues.ts';
import { looked } from './source-report.ts';
import type { BlindSpot, SourceReport } from './source-report.ts';

/** What the spooler of a computer says of everything that may lead to a DOT4 printer. */
export interface Spooled {
  readonly ports: readonly { readonly name: string; readonly monitor: string | null }[];
  readonly queues: readonly Queue[];
  readonly jobs: readonly Job[];
  /** Queues whose jobs could not be read, or not all. */
  readonly unreadQueues: readonly string[];
  /** There are queues of which not even the ports could be read. */
  readonly isCutShort: boolean;
  /** There are jobs in queues that cannot lead to a DOT4 printer, and are not read. */
  readonly isBusyElsewhere: boolean;
}

/**
 * What of it belongs to one device, through its ports alone, and what could not be seen of it. The spooler names no
 * socket for a job: which one carries it is not for this look to say.
 */
export const spoolerSight = (
  { ports, queues, jobs, unreadQueues, isCutShort }: Spooled,
  { port, otherPorts = [] }: DeviceNode,
  at: number,
  isPortMissing: boolean,
): { readonly observations: readonly Observation[]; readonly report: SourceReport } => {
  const source = 'spooler';
  const devicePorts = port === null ? [] : [port, ...otherPorts];
  const own = queuesOf(queues, devicePorts);
  const names = new Set(own.map(({ name }) => name));
  const unseen: BlindSpot[] = [];
  if (isPortMissing) unseen.push('port-name');
  // Queues on other kinds of ports are not read at all.
  if (isCutShort || !devicePorts.every(isPrinterPort)) unseen.push('queues');
  if (unreadQueues.some((name) => names.has(name))) unseen.push('jobs');
  const pieces: Evidence[] = [
    ...jobs
      .filter(({ queue }) => names.has(queue))
      .map((job): Evidence => ({ kind: 'job', source, at, job })),
    ...ports
      .filter(({ name }) => devicePorts.some((one) => samePort(name, one)))
      .map(({ name, monitor }): Evidence => ({ kind: 'port', source, at, port: name, monitor })),
    ...own.map((queue): Evidence => ({ kind: 'queue', source, at, queue })),
  ];
  return {
    observations: pieces.map((evidence) => ({ hostSocket: null, evidence })),
    report: looked(source, at, unseen),
  };
};

/**
 * The same looks, and with each that the spooler has jobs for printers that none of these devices is: what stops the
 * spooler cuts them off, too.
 */
export const besideOtherPrinters = <S extends Sight>(
  sights: ReadonlyMap<DeviceId, S>,
  { jobs, unreadQueues, isBusyElsewhere }: Spooled,
): ReadonlyMap<DeviceId, S> => {
  const queues = new Set(
    [...sights.values()].flatMap(({ observations }) =>
      observations.flatMap(({ evidence }) => (evidence.kind === 'queue' ? [evidence.queue.name] : [])),
    ),
  );
  const busy = [...jobs.filter(({ inProgress }) => inProgress).map(({ queue }) => queue), ...unreadQueues];
  if (!isBusyElsewhere && busy.every((name) => queues.has(name))) return sights;
  return new Map(
    [...sights].map(([id, sight]) => [id, { ...sight, sources: sight.sources.map(blindToOthers) }]),
  );
};

const blindToOthers = (report: SourceReport): SourceReport =>
  report.source === 'spooler' && report.result.kind === 'looked'
    ? { ...report, result: { kind: 'looked', unseen: [...report.result.unseen, 'other-printers'] } }
    : report;
