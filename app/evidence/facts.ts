import * as v from 'valibot';
import { JobSchema, ProcessSchema } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { factOf, unknownFact } from './fact.ts';
import type { Fact } from './fact.ts';

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
  job: factOf(JobSchema),
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
  const job = latest(evidence, 'job');
  if (job?.job.inProgress === true) {
    return { value: true, confidence: 'inferred', source: job.source, at: job.at };
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

/** A service deduced from a socket number is inferred at best; the device key of the print function says no more. */
const service = (evidence: readonly Evidence[]): Fact<string> => {
  const own = ownChannel(evidence);
  if (own !== null) return ownFact(own, own.service);
  const named = latest(evidence, 'static-socket') ?? latest(evidence, 'customary-number');
  return named === null
    ? unknownFact
    : { value: named.service, confidence: 'inferred', source: named.source, at: named.at };
};

/** Services that kernel drivers open themselves, unseen: dot4prt prints on PRINT (dot4prt.inf). */
const servicesWithKernelClients: ReadonlySet<string> = new Set(['PRINT']);

/** Whether a kernel driver, which nobody sees, may be the client; an unknown service may have any. */
export const mayHaveKernelClient = (serviceName: string | null): boolean =>
  serviceName === null || servicesWithKernelClients.has(serviceName);

const processesIn = (evidence: readonly Evidence[]): Of<'process'>[] => {
  const newest = new Map<number, Of<'process'>>();
  for (const piece of evidence) if (piece.kind === 'process') newest.set(piece.process.pid, piece);
  return [...newest.values()];
};

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
  const job = latest(evidence, 'job');
  if (job?.job.inProgress === true) {
    const value: Holder = { kind: 'queue', queue: job.job.queue };
    return { value, confidence: 'inferred', source: job.source, at: job.at };
  }
  const ofDevice = mayHaveKernelClient(serviceName) ? [] : processesIn(deviceEvidence);
  const own = processesIn(evidence);
  const [process, another] = own.length > 0 ? own : ofDevice;
  if (process === undefined || another !== undefined) return unknownFact;
  const value: Holder = { kind: 'process', process: process.process };
  return { value, confidence: 'inferred', source: process.source, at: process.at };
};

const job = (evidence: readonly Evidence[]): Fact<Of<'job'>['job']> => {
  const seen = latest(evidence, 'job');
  return seen === null
    ? unknownFact
    : { value: seen.job, confidence: 'confirmed', source: seen.source, at: seen.at };
};

/** The peripheral socket of a channel that is not ours is told by no request, so it stays unknown. */
const peripheralSocket = (evidence: readonly Evidence[]): Fact<number> => {
  const own = ownChannel(evidence);
  return own === null ? unknownFact : ownFact(own, own.peripheralSocket);
};

/** The one rule from evidence to claims: of a channel, and of its device as a whole. */
export const factsFrom = (evidence: readonly Evidence[], deviceEvidence: readonly Evidence[] = []): Facts => {
  const serviceFact = service(evidence);
  return {
    exists: afterDestroy(evidence, existence(evidence)),
    service: serviceFact,
    peripheralSocket: peripheralSocket(evidence),
    holder: holder(evidence, deviceEvidence, serviceFact.value),
    job: job(evidence),
  };
};
