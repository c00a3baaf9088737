import type { DeviceNode, Evidence, Observation, Sight } from '#app/evidence/evidence.ts';
import {
  looked,
  notLooked,
  type BlindSpot,
  type LookSourceName,
  type SourceReport,
} from '#app/evidence/source-report.ts';
import { spoolerSight } from '#app/evidence/spooler-sight.ts';
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
  /** What the walk could not see of its interfaces. */
  readonly unseen?: readonly BlindSpot[];
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
      ...holders.flatMap((holder) => useOf(holder, answer.value, at)),
      ...counted,
    ]),
    report: looked(source, at, answer.value.closed === 0 ? unseen : [...unseen, 'closed-processes']),
  };
};

const useOf = (
  { name, pid, startedAt, endedAt }: SeenHolder,
  { holders }: ProcessesAnswer,
  at: number,
): readonly Evidence[] => {
  const seen = holders.find((one) => one.pid === pid && one.startedAt === startedAt);
  if (endedAt !== null || seen?.use == null) return [];
  const { use, window } = seen;
  return [{ kind: 'process-use', source: 'processes', at, name, pid, startedAt, ...use, window }];
};

const services = ({ at, services: answer }: Surroundings): Told => {
  const source = 'windows-service';
  if (!answer.ok) return nothing(source, at, answer.fault);
  return {
    observations: ofDevice(answer.value.map((service) => ({ kind: 'service', source, at, service }))),
    report: looked(source, at),
  };
};

const spooler = ({ at, spooler: answer }: Surroundings, record: NodeOnRecord): Told =>
  answer.ok
    ? spoolerSight(answer.value, record.node, at, isPortMissing(record))
    : nothing('spooler', at, answer.fault);

const isPortMissing = ({ node, unseen = [] }: NodeOnRecord): boolean =>
  node.port === null || unseen.includes('port-name');

const deviceNode = (record: NodeOnRecord): Told => {
  const { node, at, unseen: cut = [] } = record;
  const unseen: BlindSpot[] = [];
  if (isPortMissing(record)) unseen.push('port-name');
  if (cut.includes('interfaces')) unseen.push('interfaces');
  if (node.problemCode === null) unseen.push('problem-code');
  return {
    observations: ofDevice([{ kind: 'node', source: 'device-node', at, node }]),
    report: looked('device-node', at, unseen),
  };
};
