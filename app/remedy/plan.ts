import type { WindowsService } from '../evidence/evidence.ts';
import { jobPhase } from '../evidence/job.ts';
import type { Job, OtherJobs } from '../evidence/job.ts';
import { customaryClients } from '../evidence/holder-rules.ts';
import { whyNotStep } from '../policy/forbidden.ts';
import type { PolicyForbids } from '../policy/forbidden.ts';
import type { ChannelState, DeviceState, Environment } from '../session/state.ts';
import { jobAtRisk } from '../teardown/job-at-risk.ts';
import { targetOf } from './action.ts';
import type { Action } from './action.ts';
import { mayBeRestarted, mayBeStopped } from './restraint.ts';
import { stepKinds } from './step.ts';
import type { StepKind } from './step.ts';

export type Availability =
  | { readonly kind: 'by-unjam' }
  | { readonly kind: 'by-hand' }
  /** `unverified`: nobody has seen a DOT4 stack take it. */
  | {
      readonly kind: 'not-offered';
      readonly because:
        'not-elevated' | 'driver-refuses' | 'job-in-progress' | 'being-deleted' | 'unverified';
    }
  | { readonly kind: 'not-offered'; readonly because: 'policy'; readonly forbids: PolicyForbids };

export interface RemedyStep {
  readonly kind: StepKind;
  /** The job, program, service, socket or device it acts on, as a person would name it. */
  readonly target: string;
  readonly availability: Availability;
  /** What it does around the driver; null where it does nothing there, or not by Unjam. */
  readonly action: Action | null;
  /** The jobs of the channel beside the one that it is about. */
  readonly otherJobs?: OtherJobs;
}

type Planned = Omit<RemedyStep, 'kind'>;

const byHand: Availability = { kind: 'by-hand' };
const byUnjam: Availability = { kind: 'by-unjam' };
/** The rights of this process say nothing on a simulated PC. */
const forAdministrators = ({ mode, elevated }: Environment): Availability =>
  mode === 'windows' && elevated === false ? { kind: 'not-offered', because: 'not-elevated' } : byUnjam;

const acting = (action: Action, availability: Availability = byUnjam): Planned => ({
  target: targetOf(action),
  availability,
  action,
});

export const servicesOf = (device: DeviceState): readonly WindowsService[] =>
  device.evidence.flatMap((piece) => (piece.kind === 'service' ? [piece.service] : []));

/** A job that only waits has no channel yet: nothing that is done to it frees one. */
const hasChannel = (job: Job | null): boolean =>
  job !== null && (job.inProgress || jobPhase(job) === 'leaves');

/**
 * The Windows services that may hold the channel: those of the holder's process, which may run several, or the
 * spooler where a job has it.
 */
const holdingServices = ({ facts }: ChannelState, device: DeviceState): readonly WindowsService[] => {
  const holder = facts.holder.value;
  const running = servicesOf(device).filter(({ state }) => state === 'running');
  if (holder?.kind === 'process' && holder.process.endedAt === null) {
    return running.filter(({ pid }) => pid === holder.process.pid);
  }
  return hasChannel(facts.job.value) ? running.filter(({ name }) => name === 'Spooler') : [];
};

type Rung = (channel: ChannelState, device: DeviceState, environment: Environment) => Planned | null;

/** Each step with the evidence that it needs; null: there is none, and the step is left out. */
const rungs: Readonly<Record<StepKind, Rung>> = {
  'cancel-job': ({ facts: { job, otherJobs } }) => {
    if (job.value === null || !hasChannel(job.value)) return null;
    const { kind, id, queue, document, user, states, submittedAt = null } = job.value;
    const jobId = id;
    if (kind === 'fax') return { target: `fax job ${id} on ${queue}`, availability: byHand, action: null };
    const planned = acting({ kind: 'cancel-job', queue, jobId, document, user, submittedAt });
    if (states?.includes('deleting')) {
      return { ...planned, availability: { kind: 'not-offered', because: 'being-deleted' }, action: null };
    }
    // A job of a pooled queue may be printing on another printer: only a person can see on which.
    return job.confidence === 'confirmed'
      ? { ...planned, otherJobs }
      : { ...planned, otherJobs, availability: byHand, action: null };
  },

  'stop-program': (channel, device) => {
    const holder = channel.facts.holder.value;
    if (holder?.kind !== 'process' || holder.process.endedAt !== null) return null;
    const { name, pid, startedAt } = holder.process;
    if (holdingServices(channel, device).length > 0 || !mayBeStopped(name)) return null;
    // Without the time of its start nobody can tell it from a later process of the same id.
    return startedAt == null
      ? { target: `${name} (${pid})`, availability: byHand, action: null }
      : acting({ kind: 'stop-program', pid, name, startedAt });
  },

  'restart-service': (channel, device, environment) => {
    const services = holdingServices(channel, device);
    const customary = customaryClients[channel.facts.service.value ?? ''];
    const service = services.length === 1 ? services[0] : services.find(({ name }) => name === customary);
    const target = services.map(({ name }) => name).join(', ');
    if (services.length === 0) return null;
    // Of several in one process nobody sees which holds the channel.
    if (service === undefined || service.pid === null || !mayBeRestarted(service.name)) {
      return { target, availability: byHand, action: null };
    }
    const { name, pid } = service;
    return acting({ kind: 'restart-service', name, pid }, forAdministrators(environment));
  },

  'destroy-socket': ({ facts, hostSocket, suspicion }, device) => {
    if (facts.exists.value !== true) return null;
    const common = { target: `host socket ${hostSocket}`, action: null };
    if (device.profile.foreignDestroy === 'refused') {
      return { ...common, availability: { kind: 'not-offered', because: 'driver-refuses' } };
    }
    // a person has given up a job that is being deleted and stays: it still takes the express yes
    return suspicion.rule !== 'job-being-deleted-stays' &&
      jobAtRisk(facts, hostSocket, device) === 'in-progress'
      ? { ...common, availability: { kind: 'not-offered', because: 'job-in-progress' } }
      : { ...common, availability: byUnjam };
  },

  'restart-device': (_channel, { device, evidence }, environment) =>
    evidence.some(({ kind }) => kind === 'node')
      ? acting({ kind: 'restart-device', instanceId: device.instanceId }, forAdministrators(environment))
      : null,

  'soft-reset': (_channel, { device, evidence }) =>
    evidence.some((piece) => piece.kind === 'node' && piece.node.port !== null)
      ? { target: device.name, availability: { kind: 'not-offered', because: 'unverified' }, action: null }
      : null,

  'power-cycle': (_channel, { device }) => ({ target: device.name, availability: byHand, action: null }),
};

/** A policy says nothing of what people do by hand; Unjam watches only one of these steps. */
const asPolicyAllows = (
  kind: StepKind,
  planned: Planned,
  { suspicion }: ChannelState,
  { policy }: Environment,
): Planned => {
  const isByHand = planned.availability.kind === 'by-hand' && kind !== 'power-cycle';
  const forbids = isByHand || kind === 'soft-reset' ? null : whyNotStep(policy, kind, suspicion.level);
  return forbids === null
    ? planned
    : { ...planned, availability: { kind: 'not-offered', because: 'policy', forbids } };
};

/** What can be done about a channel, in the order to try it; nothing for one that is gone. */
export const remedyPlan = (
  channel: ChannelState,
  device: DeviceState,
  environment: Environment,
): readonly RemedyStep[] => {
  const gone = channel.phase.kind === 'gone' || channel.facts.exists.value === false;
  if (gone || device.presence === 'gone') return [];
  return stepKinds.flatMap((kind) => {
    const rung = rungs[kind](channel, device, environment);
    return rung === null ? [] : [{ kind, ...asPolicyAllows(kind, rung, channel, environment) }];
  });
};

/** The next rung that is offered, after one that did not help; power-cycling is one, though by hand. */
export const rungAfter = (plan: readonly RemedyStep[], step: StepKind): StepKind | null =>
  plan.find(
    ({ kind, availability }) =>
      stepKinds.indexOf(kind) > stepKinds.indexOf(step) && availability.kind !== 'not-offered',
  )?.kind ?? null;
