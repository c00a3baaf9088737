import * as v from 'valibot';
import { isNotKnownToPrinter } from '../probe/service-facts.ts';
import { ProcessSchema } from './evidence.ts';
import type { Evidence, Process } from './evidence.ts';
import { factOf, unknownFact } from './fact.ts';
import type { Fact } from './fact.ts';
import { byPhase, JobSchema, jobPhase, OtherJobsSchema } from './job.ts';
import type { Job, OtherJobs } from './job.ts';
import { isPooled } from './queues.ts';

/** Who evidence ties to a channel: a process, the queue of a job (the spooler prints through the kernel), or we. */
export const HolderSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('process'), process: ProcessSchema }),
  v.strictObject({ kind: v.literal('queue'), queue: v.string() }),
  v.strictObject({ kind: v.literal('unjam') }),
]);
export type Holder = v.InferOutput<typeof HolderSchema>;

export const FactsSchema = v.strictObject({
  /** Whether the host socket exists. */
  exists: factOf(v.boolean()),
  service: factOf(v.string()),
  peripheralSocket: factOf(v.number()),
  holder: factOf(HolderSchema),
  /** The one in progress, else the first in line. */
  job: factOf(JobSchema),
  otherJobs: OtherJobsSchema,
});
export type Facts = v.InferOutput<typeof FactsSchema>;

type Kind = Evidence['kind'];
type Of<K extends Kind> = Extract<Evidence, { kind: K }>;

const latest = <K extends Kind>(evidence: readonly Evidence[], ...kinds: readonly K[]): Of<K> | null => {
  let found: Of<K> | null = null;
  for (const piece of evidence) {
    if ((kinds as readonly Kind[]).includes(piece.kind) && (found === null || piece.at >= found.at)) {
      found = piece as Of<K>;
    }
  }
  return found;
};

const existence = (evidence: readonly Evidence[]): Fact<boolean> => {
  const answer = latest(
    evidence,
    ...(['probe-pended', 'probe-refused', 'probe-caught-channel', 'device-left'] as const),
    ...(['own-channel', 'own-channel-ended', 'own-channel-left', 'own-channel-lost'] as const),
  );
  if (answer?.kind === 'own-channel-lost') return unknownFact;
  if (answer?.kind === 'own-channel-ended') {
    return { value: false, confidence: 'inferred', source: answer.source, at: answer.at };
  }
  if (answer !== null) {
    const exists = answer.kind !== 'probe-refused' && answer.kind !== 'device-left';
    return { value: exists, confidence: 'confirmed', source: answer.source, at: answer.at };
  }
  const [first] = jobsIn(evidence);
  if (first?.job.inProgress === true) {
    return { value: true, confidence: 'inferred', source: first.source, at: first.at };
  }
  return unknownFact;
};

/** A DESTROY_SOCKET that succeeded says the socket is gone; until it was looked for, that is inferred. */
const afterDestroy = (evidence: readonly Evidence[], exists: Fact<boolean>): Fact<boolean> => {
  const destroyed = latest(evidence, 'destroy-answered');
  if (destroyed === null || destroyed.ntstatus.code !== 0) return exists;
  if (exists.at !== null && exists.confidence === 'confirmed' && exists.at > destroyed.at) return exists;
  const lookedSince = evidence
    .slice(evidence.indexOf(destroyed) + 1)
    .some((piece) => piece.kind.startsWith('probe-'));
  return lookedSince && exists.confidence === 'confirmed'
    ? exists
    : { value: false, confidence: 'inferred', source: destroyed.source, at: destroyed.at };
};

/** Of a channel of our own nothing is deduced; null where there is none, or its number may be another's by now. */
const ownChannel = (evidence: readonly Evidence[]): Of<'own-channel'> | null => {
  const lost = latest(evidence, 'own-channel', 'own-channel-lost');
  return lost?.kind === 'own-channel-lost' ? null : latest(evidence, 'own-channel');
};

const ownFact = <T>({ source, at }: Of<'own-channel'>, value: T): Fact<T> => ({
  value,
  confidence: 'confirmed',
  source,
  at,
});

/**
 * A service deduced from a socket number is inferred at best; the device key of the print function says no more. The
 * number says nothing of a service that the printer was asked for and does not know.
 */
const service = (evidence: readonly Evidence[], deviceEvidence: readonly Evidence[]): Fact<string> => {
  const own = ownChannel(evidence);
  if (own !== null) return ownFact(own, own.service);
  const named = latest(evidence, 'static-socket') ?? latest(evidence, 'customary-number');
  const isRefuted = named?.kind === 'customary-number' && isNotKnownToPrinter(deviceEvidence, named.service);
  return named === null || isRefuted
    ? unknownFact
    : { value: named.service, confidence: 'inferred', source: named.source, at: named.at };
};

/** Services that kernel drivers open themselves, unseen: dot4prt prints on PRINT (dot4prt.inf). */
const servicesWithKernelClients: ReadonlySet<string> = new Set(['PRINT']);

/** Whether a kernel driver, which nobody sees, may be the client; an unknown service may have any. */
export const mayHaveKernelClient = (serviceName: string | null): boolean =>
  serviceName === null || servicesWithKernelClients.has(serviceName);

/** Each process once, as it was seen last. A process id is given again: with its start it names one process. */
const processesIn = (evidence: readonly Evidence[]): Of<'process'>[] => {
  const newest = new Map<string, Of<'process'>>();
  for (const piece of evidence) {
    if (piece.kind !== 'process') continue;
    const { pid, startedAt } = piece.process;
    newest.set(`${pid} ${startedAt ?? ''}`, piece);
  }
  return [...newest.values()];
};

/**
 * Who may hold a channel: the processes seen using it, else all that were seen with its device open. Nobody is named
 * where a kernel driver, which nobody sees, may be the client: not for PRINT, nor for a socket that may carry it.
 */
const candidates = (
  evidence: readonly Evidence[],
  deviceEvidence: readonly Evidence[],
  serviceName: string | null,
): Of<'process'>[] => {
  const own = processesIn(evidence);
  if (own.length > 0) return own;
  const isNotPrint = serviceName === null && isNotKnownToPrinter(deviceEvidence, 'PRINT');
  return mayHaveKernelClient(serviceName) && !isNotPrint ? [] : processesIn(deviceEvidence);
};

/** All of them, for where nobody can be named as the one. */
export const possibleHolders = (
  evidence: readonly Evidence[],
  deviceEvidence: readonly Evidence[],
  { service: { value } }: Facts,
): readonly Process[] => candidates(evidence, deviceEvidence, value).map(({ process }) => process);

/**
 * Who has the device open is seen, which of its sockets they use is not. Where only one process comes into
 * question it is inferred; with several, nobody is named.
 */
const holder = (
  evidence: readonly Evidence[],
  deviceEvidence: readonly Evidence[],
  serviceName: string | null,
): Fact<Holder> => {
  const ours = latest(
    evidence,
    ...(['own-channel', 'own-channel-ended', 'own-channel-left', 'own-channel-lost'] as const),
  );
  if (ours?.kind === 'own-channel') return ownFact(ours, { kind: 'unjam' });
  const [job] = jobsIn(evidence);
  if (job?.job.inProgress === true) {
    const value: Holder = { kind: 'queue', queue: job.job.queue };
    return { value, confidence: 'inferred', source: job.source, at: job.at };
  }
  const [process, another] = candidates(evidence, deviceEvidence, serviceName);
  if (process === undefined || another !== undefined) return unknownFact;
  const value: Holder = { kind: 'process', process: process.process };
  return { value, confidence: 'inferred', source: process.source, at: process.at };
};

/** Jobs that use the channel or wait for it, the one in progress first; those that are over say nothing of it. */
const jobsIn = (evidence: readonly Evidence[]): Of<'job'>[] =>
  evidence
    .filter((piece) => piece.kind === 'job')
    .filter(({ job }) => jobPhase(job) !== 'over')
    .sort((a, b) => byPhase(a.job, b.job));

/** A job of a pooled queue may be on another port of it: that it is on this one is inferred. */
const job = (evidence: readonly Evidence[], deviceEvidence: readonly Evidence[]): Fact<Job> => {
  const [first] = jobsIn(evidence);
  if (first === undefined) return unknownFact;
  const mayBeElsewhere = deviceEvidence.some(
    (piece) => piece.kind === 'queue' && piece.queue.name === first.job.queue && isPooled(piece.queue),
  );
  const { source, at } = first;
  return { value: first.job, confidence: mayBeElsewhere ? 'inferred' : 'confirmed', source, at };
};

const otherJobs = (evidence: readonly Evidence[]): OtherJobs => {
  const others = jobsIn(evidence).slice(1);
  const inProgress = others.filter((piece) => piece.job.inProgress).length;
  return { inProgress, waiting: others.length - inProgress };
};

/** The peripheral socket of a channel that is not ours is told by no request, so it stays unknown. */
const peripheralSocket = (evidence: readonly Evidence[]): Fact<number> => {
  const own = ownChannel(evidence);
  return own === null ? unknownFact : ownFact(own, own.peripheralSocket);
};

/** The one rule from evidence to claims: of a channel, and of its device as a whole. */
export const factsFrom = (evidence: readonly Evidence[], deviceEvidence: readonly Evidence[] = []): Facts => {
  const serviceFact = service(evidence, deviceEvidence);
  return {
    exists: afterDestroy(evidence, existence(evidence)),
    service: serviceFact,
    peripheralSocket: peripheralSocket(evidence),
    holder: holder(evidence, deviceEvidence, serviceFact.value),
    job: job(evidence, deviceEvidence),
    otherJobs: otherJobs(evidence),
  };
};
