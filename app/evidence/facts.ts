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

/** What came last, whatever the clock said then; of pieces that came together the later one in the list. */
const latest = <K extends Kind>(evidence: readonly Evidence[], ...kinds: readonly K[]): Of<K> | null => {
  let found: Of<K> | null = null;
  for (const piece of evidence) {
    if ((kinds as readonly Kind[]).includes(piece.kind) && (found === null || seqOf(piece) >= seqOf(found))) {
      found = piece as Of<K>;
    }
  }
  return found;
};

/** What has not reached the session yet came in the order in which it stands. */
const seqOf = ({ seq }: Evidence): number => seq ?? 0;

const because = <T>(
  { source, at, seq, ms }: Evidence,
  value: T,
  confidence: 'confirmed' | 'inferred',
): Fact<T> => ({
  value,
  confidence,
  source,
  at,
  seq: seq ?? null,
  ms: ms ?? null,
});

/** What says by itself whether a host socket exists. */
const answersOfExistence = [
  ...(['probe-pended', 'probe-refused', 'probe-caught-channel', 'device-left'] as const),
  ...(['own-channel', 'own-channel-ended', 'own-channel-left', 'own-channel-lost'] as const),
] as const;

const answered = (evidence: readonly Evidence[]): Fact<boolean> | null => {
  const answer = latest(evidence, ...answersOfExistence);
  if (answer === null) return null;
  switch (answer.kind) {
    case 'own-channel-lost':
      return unknownFact;
    case 'own-channel-ended':
      return because(answer, false, 'inferred');
    default:
      return because(answer, answer.kind !== 'probe-refused' && answer.kind !== 'device-left', 'confirmed');
  }
};

/** A DESTROY_SOCKET that succeeded says that the socket is gone; until it was looked for, that is inferred. */
const destroyed = (evidence: readonly Evidence[]): Of<'destroy-answered'> | null =>
  latest(
    evidence.filter((piece) => piece.kind === 'destroy-answered' && piece.ntstatus.code === 0),
    'destroy-answered',
  );

/** A close hands its answers over together: an answer that stands behind the destroy came after it. */
const isBehind = (evidence: readonly Evidence[], piece: Evidence, seq: number | null | undefined): boolean =>
  (seq ?? 0) > seqOf(piece) ||
  ((seq ?? 0) === seqOf(piece) &&
    evidence.slice(evidence.indexOf(piece) + 1).some(({ kind }) => kind.startsWith('probe-')));

/** The newest finding counts, whatever its kind: an answer, a destroy, a job that is seen in progress. */
const existence = (evidence: readonly Evidence[]): Fact<boolean> => {
  const answer = answered(evidence);
  const destroy = destroyed(evidence);
  const isDestroyed = destroy !== null && (answer === null || !isBehind(evidence, destroy, answer.seq));
  const known = isDestroyed ? because(destroy, false, 'inferred') : (answer ?? unknownFact);
  const seen = latest(evidence.filter(isJobInProgress), 'job');
  if (seen === null || known.value === true || seqOf(seen) < (known.seq ?? 0)) return known;
  return because(seen, true, 'inferred');
};

const isJobInProgress = (piece: Evidence): boolean => piece.kind === 'job' && piece.job.inProgress;

/** Of a channel of our own nothing is deduced; null where there is none, or its number may be another's by now. */
const ownChannel = (evidence: readonly Evidence[]): Of<'own-channel'> | null => {
  const lost = latest(evidence, 'own-channel', 'own-channel-lost');
  return lost?.kind === 'own-channel-lost' ? null : latest(evidence, 'own-channel');
};

const ownFact = <T>(own: Of<'own-channel'>, value: T): Fact<T> => because(own, value, 'confirmed');

/**
 * A service deduced from a socket number is inferred at best; the device key of the print function says no more. The
 * number says nothing of a service that the printer was asked for and does not know.
 */
const service = (evidence: readonly Evidence[], deviceEvidence: readonly Evidence[]): Fact<string> => {
  const own = ownChannel(evidence);
  if (own !== null) return ownFact(own, own.service);
  const named = latest(evidence, 'static-socket') ?? latest(evidence, 'customary-number');
  const isRefuted = named?.kind === 'customary-number' && isNotKnownToPrinter(deviceEvidence, named.service);
  return named === null || isRefuted ? unknownFact : because(named, named.service, 'inferred');
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
 * The one program that is seen with a device open; null where there is another, or was one that has ended. That does not make it
 * the holder of a channel: a kernel driver may hold that, and is never seen.
 */
export const onlyProgram = (deviceEvidence: readonly Evidence[]): Process | null => {
  const [one, another] = processesIn(deviceEvidence);
  return one === undefined || another !== undefined || one.process.endedAt !== null ? null : one.process;
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
    return because(job, value, 'inferred');
  }
  const [process, another] = candidates(evidence, deviceEvidence, serviceName);
  if (process === undefined || another !== undefined) return unknownFact;
  const value: Holder = { kind: 'process', process: process.process };
  return because(process, value, 'inferred');
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
  return because(first, first.job, mayBeElsewhere ? 'inferred' : 'confirmed');
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
    exists: existence(evidence),
    service: serviceFact,
    peripheralSocket: peripheralSocket(evidence),
    holder: holder(evidence, deviceEvidence, serviceFact.value),
    job: job(evidence, deviceEvidence),
    otherJobs: otherJobs(evidence),
  };
};
