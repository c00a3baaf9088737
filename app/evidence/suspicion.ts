import * as v from 'valibot';
import type { Evidence } from './evidence.ts';
import { mayHaveKernelClient } from './facts.ts';
import type { Facts } from './facts.ts';
import { jobPhase } from './job.ts';

export const suspicionLevels = ['none', 'in-use', 'suspect', 'stuck'] as const;

export const suspicionRuleNames = [
  'job-in-progress',
  'holder-ended',
  'job-waits',
  'service-stopped',
  'no-holder-seen',
] as const;

/** `level` is how suspect a channel is; `rule` the named predicate that said so; both null: nothing speaks for it. */
export const SuspicionSchema = v.strictObject({
  level: v.picklist(suspicionLevels),
  rule: v.nullable(v.picklist(suspicionRuleNames)),
  since: v.nullable(v.number()),
});
export type Suspicion = v.InferOutput<typeof SuspicionSchema>;

interface Rule {
  readonly name: (typeof suspicionRuleNames)[number];
  readonly level: Suspicion['level'];
  /** Since when (ms since the epoch) the rule holds, or null. */
  holdsSince(facts: Facts, deviceEvidence: readonly Evidence[]): number | null;
}

/** The holder was seen running, was seen ended, and the driver still had the socket after that. */
const holderEnded: Rule = {
  name: 'holder-ended',
  level: 'stuck',
  holdsSince: ({ exists, holder }) => {
    if (exists.value !== true || exists.confidence !== 'confirmed' || exists.at === null) return null;
    if (holder.value?.kind !== 'process') return null;
    const { endedAt } = holder.value.process;
    return endedAt !== null && (exists.seq ?? 0) > (holder.seq ?? 0) ? endedAt : null;
  },
};

const jobInProgress: Rule = {
  name: 'job-in-progress',
  level: 'in-use',
  holdsSince: ({ job }) => (job.value?.inProgress === true ? job.at : null),
};

/**
 * The socket exists, and no process that could be seen has the device open. Absence is no evidence where a
 * kernel client is possible, so an unknown service and PRINT never get here.
 */
const noHolderSeen: Rule = {
  name: 'no-holder-seen',
  level: 'suspect',
  holdsSince: ({ exists, service, holder }, deviceEvidence) => {
    if (exists.value !== true || exists.confidence !== 'confirmed' || holder.value !== null) return null;
    if (mayHaveKernelClient(service.value)) return null;
    const counted = deviceEvidence.findLast((piece) => piece.kind === 'holders-counted');
    return counted?.kind === 'holders-counted' && counted.holders === 0 ? counted.at : null;
  },
};

/** The socket exists and its job does not print. One that a person or its own program keeps waiting is no sign. */
const jobWaits: Rule = {
  name: 'job-waits',
  level: 'suspect',
  holdsSince: ({ exists, job }, deviceEvidence) => {
    if (exists.value !== true || exists.confidence !== 'confirmed' || job.value === null) return null;
    const { queue } = job.value;
    const isQueueHeld = deviceEvidence.some(
      (piece) =>
        piece.kind === 'queue' &&
        piece.queue.name === queue &&
        (piece.queue.paused === true || piece.queue.offline),
    );
    const speaks = ['stands', 'leaves', 'waits'].includes(jobPhase(job.value));
    return speaks && !isQueueHeld ? job.at : null;
  },
};

/** Windows services that are the one customary client of a service: HP's PML driver talks on HP-MESSAGE. */
export const customaryClients: Readonly<Record<string, string>> = { 'HP-MESSAGE': 'Pml Driver HPZ12' };

/** The Windows service that uses such a channel is stopped, nobody else is seen on the device, and the socket is there. */
const serviceStopped: Rule = {
  name: 'service-stopped',
  level: 'suspect',
  holdsSince: ({ exists, service, holder }, deviceEvidence) => {
    if (exists.value !== true || exists.confidence !== 'confirmed' || holder.value !== null) return null;
    if (mayHaveKernelClient(service.value)) return null;
    const client = customaryClients[service.value ?? ''];
    const runs = (piece: Evidence): boolean => piece.kind === 'process' && piece.process.endedAt === null;
    if (deviceEvidence.some(runs)) return null;
    const stopped = deviceEvidence.find(
      (piece) =>
        piece.kind === 'service' && piece.service.name === client && piece.service.state === 'stopped',
    );
    return stopped?.at ?? null;
  },
};

/** First rule that holds wins. */
const rules: readonly Rule[] = [jobInProgress, holderEnded, jobWaits, serviceStopped, noHolderSeen];

export const suspicionFrom = (facts: Facts, deviceEvidence: readonly Evidence[]): Suspicion => {
  for (const rule of rules) {
    const since = rule.holdsSince(facts, deviceEvidence);
    if (since !== null) return { level: rule.level, rule: rule.name, since };
  }
  return { level: 'none', rule: null, since: null };
};
