import type { Evidence, Process } from './evidence.ts';
import { mayHaveKernelClient, possibleHolders } from './facts.ts';
import { ordinarilyIdle } from './ordinarily-idle.ts';
import { existsForSure, ground } from './rule.ts';
import type { Ground, Known, Rule } from './rule.ts';
import { thresholdMs } from './thresholds.ts';
import type { ThresholdName } from './thresholds.ts';
import type { Still } from './still.ts';

type ProcessUse = Extract<Evidence, { kind: 'process-use' }>;

/** The holder was seen running, was seen ended, and the driver still had the socket after that. */
export const holderEnded: Rule = {
  name: 'holder-ended',
  threshold: null,
  holds: (known) => {
    const { exists, holder } = known.facts;
    if (!existsForSure(known) || holder.value?.kind !== 'process') return null;
    const { endedAt } = holder.value.process;
    if (endedAt === null || (exists.seq ?? 0) <= (holder.seq ?? 0)) return null;
    return { level: 'stuck', since: endedAt, sinceMs: holder.ms ?? null };
  },
};

/** The one program that runs and may hold the channel, and what it uses. */
const useOfHolder = (known: Known): { readonly process: Process; readonly use: ProcessUse } | null => {
  const holder = known.facts.holder.value;
  if (!existsForSure(known) || holder?.kind !== 'process' || holder.process.endedAt !== null) return null;
  const use = useOf(known, holder.process);
  return use === undefined ? null : { process: holder.process, use };
};

const useOf = ({ deviceEvidence }: Known, { pid, startedAt }: Process): ProcessUse | undefined =>
  deviceEvidence.find(
    (piece): piece is ProcessUse =>
      piece.kind === 'process-use' && piece.pid === pid && piece.startedAt === (startedAt ?? null),
  );

/** For long enough, and the socket was seen after that began: before, the program may have let go of it. */
const lasts = (known: Known, still: Still | null | undefined, name: ThresholdName): boolean =>
  still != null &&
  still.forMs >= thresholdMs(known.thresholds, name) &&
  (known.facts.exists.ms ?? -Infinity) >= still.sinceMs;

/** Since the later of the two began. */
const since = (level: Ground['level'], ...stills: readonly (Still | null | undefined)[]): Ground | null => {
  const [last] = stills.filter((still) => still != null).toSorted((a, b) => b.sinceMs - a.sinceMs);
  return last === undefined ? null : { level, since: last.since, sinceMs: last.sinceMs };
};

/** Its window does not respond, and it uses neither processor time nor I/O, both for long enough: a long scan would. */
const hangs = (known: Known, { hung, idle }: ProcessUse): Ground | null =>
  lasts(known, hung, 'holderHangs') && lasts(known, idle, 'holderHangs') ? since('stuck', hung, idle) : null;

export const holderHangs: Rule = {
  name: 'holder-hangs',
  threshold: 'holderHangs',
  holds: (known) => {
    const seen = useOfHolder(known);
    return seen === null ? null : hangs(known, seen.use);
  },
};

/** Its window does not respond, and it works: a long scan in an old program looks like that, and a loop without end. */
export const holderDoesNotRespond: Rule = {
  name: 'holder-does-not-respond',
  threshold: 'holderHangs',
  holds: (known) => {
    const seen = useOfHolder(known);
    return seen !== null && lasts(known, seen.use.hung, 'holderHangs')
      ? since('suspect', seen.use.hung)
      : null;
  },
};

/** Services that are used for a while and let go: on HP-MESSAGE programs wait all day for a printer to say something. */
const usedForAWhile: ReadonlySet<string> = new Set([
  'HP-SCAN',
  'HP-FAX-SEND',
  'HP-CONFIGURATION-UPLOAD',
  'HP-CONFIGURATION-DOWNLOAD',
]);

/** Of several programs that have the device open, those that may hold such a channel: which of them does is not seen. */
const oneOfHolders = ({ facts, deviceEvidence }: Known): readonly Process[] =>
  facts.holder.value === null && facts.job.value === null && usedForAWhile.has(facts.service.value ?? '')
    ? possibleHolders([], deviceEvidence, facts)
    : [];

/** One of the programs that may have used a channel was seen ended, and the driver still had the socket after that. */
interface EndedAmongOthers {
  readonly ended: Extract<Evidence, { kind: 'process' }>;
  /** Those that run and do not wait by nature: one of them may be what uses it. */
  readonly working: readonly Process[];
}

const endedAmongOthers = (known: Known): EndedAmongOthers | null => {
  const { exists } = known.facts;
  const candidates = oneOfHolders(known);
  const running = candidates.filter(({ endedAt }) => endedAt === null);
  if (!existsForSure(known) || running.length === 0) return null;
  const ended = known.deviceEvidence.findLast(
    (piece): piece is EndedAmongOthers['ended'] =>
      piece.kind === 'process' &&
      candidates.includes(piece.process) &&
      piece.process.endedAt !== null &&
      (exists.seq ?? 0) > (piece.seq ?? 0),
  );
  return ended === undefined
    ? null
    : { ended, working: running.filter((process) => !waitsByNature(known.deviceEvidence, process)) };
};

const endedHolder = (known: Known): EndedAmongOthers['ended'] | null => {
  const found = endedAmongOthers(known);
  return found?.working.length === 0 ? found.ended : null;
};

/** It says something only where the others wait by nature. */
export const oneOfHoldersEnded: Rule = {
  name: 'one-of-holders-ended',
  threshold: null,
  holds: (known) => {
    const ended = endedHolder(known);
    if (ended === null) return null;
    return { level: 'suspect', since: ended.process.endedAt ?? ended.at, sinceMs: ended.ms ?? null };
  },
};

/**
 * The only program that may have used a channel, if it ended after the driver was last asked about the socket; else null.
 */
export const endedSince = (known: Pick<Known, 'facts'>): Process | null => {
  const { exists, holder } = known.facts;
  if (!existsForSure(known) || holder.value?.kind !== 'process') return null;
  const { process } = holder.value;
  return process.endedAt !== null && (exists.seq ?? 0) <= (holder.seq ?? 0) ? process : null;
};

/** One of the programs that may have used it has ended, and others work: whose it is cannot be told. */
export const ownersInQuestion = (known: Known): EndedAmongOthers | null => {
  const found = endedAmongOthers(known);
  return found === null || found.working.length === 0 ? null : found;
};

/** One of the programs that may hold it hangs; the others work. */
export const oneOfHoldersHangs: Rule = {
  name: 'one-of-holders-hangs',
  threshold: 'holderHangs',
  holds: (known) => {
    const found = hangingHolder(known);
    return found === null ? null : { ...found.ground, level: 'suspect' };
  },
};

const hangingHolder = (known: Known): { readonly process: Process; readonly ground: Ground } | null => {
  if (!existsForSure(known)) return null;
  for (const process of oneOfHolders(known)) {
    const use = process.endedAt === null ? useOf(known, process) : undefined;
    const found = use === undefined ? null : hangs(known, use);
    if (found !== null) return { process, ground: found };
  }
  return null;
};

/** The program that ended or hangs, and may hold the channel. */
export const mayHold = (known: Known): Process | null =>
  endedHolder(known)?.process ?? hangingHolder(known)?.process ?? null;

const isService = (deviceEvidence: readonly Evidence[], { pid }: Pick<Process, 'pid'>): boolean =>
  deviceEvidence.some((piece) => piece.kind === 'service' && piece.service.pid === pid);

/** A service, or a status monitor: that it does nothing says nothing of it. */
export const waitsByNature = (
  deviceEvidence: readonly Evidence[],
  process: Pick<Process, 'pid' | 'name'>,
): boolean => isService(deviceEvidence, process) || ordinarilyIdle(process.name);

/** It does nothing with the device open. */
export const holderIdle: Rule = {
  name: 'holder-idle',
  threshold: 'holderIdle',
  holds: (known) => {
    const seen = useOfHolder(known);
    if (seen === null || waitsByNature(known.deviceEvidence, seen.process)) return null;
    return lasts(known, seen.use.idle, 'holderIdle') ? since('suspect', seen.use.idle) : null;
  },
};

/** None of the programs that may use it does anything; opening it would have been I/O. A service waits by nature. */
export const channelIdleLong: Rule = {
  name: 'channel-idle-long',
  threshold: 'channelIdle',
  holds: (known) => {
    const { service, job } = known.facts;
    if (!existsForSure(known) || job.value !== null || !usedForAWhile.has(service.value ?? '')) return null;
    const running = known.deviceEvidence.flatMap((piece) =>
      piece.kind === 'process' && piece.process.endedAt === null ? [piece.process] : [],
    );
    if (running.length === 0 || running.some((process) => isService(known.deviceEvidence, process)))
      return null;
    const stills = running.map((process) => useOf(known, process)?.idle);
    return stills.every((still) => lasts(known, still, 'channelIdle')) ? since('suspect', ...stills) : null;
  },
};

/**
 * The socket exists, also after the last process that was seen with the device open let go of it. Absence is no evidence where a
 * kernel client is possible, so an unknown service and PRINT never get here.
 */
export const noHolderSeen: Rule = {
  name: 'no-holder-seen',
  threshold: null,
  holds: (known) => {
    const { exists, service, holder } = known.facts;
    if (!existsForSure(known) || holder.value !== null || mayHaveKernelClient(service.value)) return null;
    const counted = known.deviceEvidence.findLast((piece) => piece.kind === 'holders-counted');
    if (counted?.holders !== 0 || (exists.seq ?? 0) < (counted.letGoSeq ?? 0)) return null;
    return ground('suspect', counted);
  },
};

/** Windows services that are the one customary client of a service: HP's PML driver talks on HP-MESSAGE. */
export const customaryClients: Readonly<Record<string, string>> = { 'HP-MESSAGE': 'Pml Driver HPZ12' };

/** The Windows service that uses such a channel is stopped, nobody else is seen on the device, and the socket is there. */
export const serviceStopped: Rule = {
  name: 'service-stopped',
  threshold: null,
  holds: (known) => {
    const { service, holder } = known.facts;
    if (!existsForSure(known) || holder.value !== null || mayHaveKernelClient(service.value)) return null;
    const client = customaryClients[service.value ?? ''];
    const runs = (piece: Evidence): boolean => piece.kind === 'process' && piece.process.endedAt === null;
    if (known.deviceEvidence.some(runs)) return null;
    const stopped = known.deviceEvidence.find(
      (piece) =>
        piece.kind === 'service' && piece.service.name === client && piece.service.state === 'stopped',
    );
    return stopped === undefined ? null : ground('suspect', stopped);
  },
};
