import { printSocket } from '#app/dot4/sockets.ts';
import type { DeviceNode, Evidence, Observation, Sight } from '#app/evidence/evidence.ts';
import { samePort } from '#app/evidence/printer-ports.ts';
import { queuesOf } from '#app/evidence/queues.ts';
import {
  looked,
  notLooked,
  type BlindSpot,
  type LookSourceName,
  type SourceReport,
} from '#app/evidence/source-report.ts';
import type { Result } from '#app/result.ts';
import type { AskFailure } from './ask-evidence.ts';
import type { SeenHolder } from './holder-memory.ts';
import type { ProcessesAnswer, ServicesAnswer, SpoolerAnswer } from './questions.ts';

/** What one look at the whole system brought, source by source. */
export interface Surroundings {
  readonly at: number;
  readonly processes: Result<ProcessesAnswer, AskFailure>;
  readonly services: Result<ServicesAnswer, AskFailure>;
  readonly spooler: Result<SpoolerAnswer, AskFailure>;
}

/** A device as the last walk over the device nodes found it. */
export interface NodeOnRecord {
  readonly node: DeviceNode;
  readonly at: number;
  /** No other DOT4 printer is on this computer. */
  readonly isOnlyPrinter: boolean;
}

interface Told {
  readonly observations: readonly Observation[];
  readonly report: SourceReport;
}

/** What a look at the whole system says of one device. `holders`: who holds it or held it and has ended. */
export const sightOf = (
  record: NodeOnRecord,
  surroundings: Surroundings,
  holders: readonly SeenHolder[],
): Sight => {
  const told = [
    processes(surroundings, holders),
    services(surroundings),
    spooler(surroundings, record),
    deviceNode(record),
  ];
  return {
    observations: told.flatMap(({ observations }) => observations),
    sources: told.map(({ report }) => report),
  };
};

const nothing = (source: LookSourceName, at: number, failure: AskFailure): Told => ({
  observations: [],
  report:
    failure.why === 'failed'
      ? notLooked(source, at, 'failed', failure)
      : notLooked(source, at, failure.why === 'late' ? 'deadline' : 'failed'),
});

const ofDevice = (pieces: readonly Evidence[]): Observation[] =>
  pieces.map((evidence) => ({ hostSocket: null, evidence }));

/** Nobody is counted where some could not be looked into: the count would say less than it seems. */
const processes = ({ at, processes: answer }: Surroundings, holders: readonly SeenHolder[]): Told => {
  const source = 'processes';
  if (!answer.ok) return nothing(source, at, answer.fault);
  const unseen: BlindSpot[] = ['kernel-clients', 'used-sockets', 'ended-before', 'other-programs'];
  const running = holders.filter(({ endedAt }) => endedAt === null).length;
  const counted: Evidence[] =
    answer.value.closed === 0 ? [{ kind: 'holders-counted', source, at, holders: running }] : [];
  return {
    observations: ofDevice([
      ...holders.map((process): Evidence => ({ kind: 'process', source, at, process })),
      ...counted,
    ]),
    report: looked(source, at, answer.value.closed === 0 ? unseen : [...unseen, 'closed-processes']),
  };
};

const services = ({ at, services: answer }: Surroundings): Told => {
  const source = 'windows-service';
  if (!answer.ok) return nothing(source, at, answer.fault);
  return {
    observations: ofDevice(answer.value.map((service) => ({ kind: 'service', source, at, service }))),
    report: looked(source, at),
  };
};

const spooler = ({ at, spooler: answer }: Surroundings, { node, isOnlyPrinter }: NodeOnRecord): Told => {
  const source = 'spooler';
  if (!answer.ok) return nothing(source, at, answer.fault);
  const { ports, queues, jobs, unreadQueues } = answer.value;
  const own = queuesOf(queues, node.port, isOnlyPrinter);
  const names = new Set(own.map(({ name }) => name));
  const unseen: BlindSpot[] = [];
  if (node.port === null) unseen.push('port-name');
  if (unreadQueues.some((name) => names.has(name))) unseen.push('jobs');
  const port = ports.find(({ name }) => node.port !== null && samePort(name, node.port));
  return {
    observations: [
      ...jobs
        .filter(({ queue }) => names.has(queue))
        .map((job): Observation => ({ hostSocket: printSocket, evidence: { kind: 'job', source, at, job } })),
      ...ofDevice([
        ...(port === undefined
          ? []
          : [{ kind: 'port', source, at, port: port.name, monitor: port.monitor } as const]),
        ...own.map((queue): Evidence => ({ kind: 'queue', source, at, queue })),
      ]),
    ],
    report: looked(source, at, unseen),
  };
};

const deviceNode = ({ node, at }: NodeOnRecord): Told => {
  const unseen: BlindSpot[] = [];
  if (node.port === null) unseen.push('port-name');
  if (node.problemCode === null) unseen.push('problem-code');
  return {
    observations: ofDevice([{ kind: 'node', source: 'device-node', at, node }]),
    report: looked('device-node', at, unseen),
  };
};
