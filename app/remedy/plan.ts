import type { WindowsService } from '../evidence/evidence.ts';
import type { ChannelState, DeviceState, Environment } from '../session/state.ts';
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
      readonly because: 'not-elevated' | 'driver-refuses' | 'job-in-progress' | 'unverified';
    };

export interface RemedyStep {
  readonly kind: StepKind;
  /** The job, program, service, socket or device it acts on, as a person would name it. */
  readonly target: string;
  readonly availability: Availability;
  /** What it does around the driver; null where it does nothing there, or not by Unjam. */
  readonly action: Action | null;
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

const servicesOf = (device: DeviceState): readonly WindowsService[] =>
  device.evidence.flatMap((piece) => (piece.kind === 'service' ? [piece.service] : []));

/** The Windows service that holds the channel: the holder's process is its own, or a job makes it the spooler. */
const holdingService = ({ facts }: ChannelState, device: DeviceState): WindowsService | null => {
  const holder = facts.holder.value;
  const running = servicesOf(device).filter(({ state }) => state === 'running');
  if (holder?.kind === 'process' && holder.process.endedAt === null) {
    return running.find(({ pid }) => pid === holder.process.pid) ?? null;
  }
  return facts.job.value === null ? null : (running.find(({ name }) => name === 'Spooler') ?? null);
};

type Rung = (channel: ChannelState, device: DeviceState, environment: Environment) => Planned | null;

/** Each step with the evidence that it needs; null: there is none, and the step is left out. */
const rungs: Readonly<Record<StepKind, Rung>> = {
  'cancel-job': ({ facts: { job } }) => {
    if (job.value === null) return null;
    const { kind, id, queue, document, user } = job.value;
    return kind === 'print'
      ? acting({ kind: 'cancel-job', queue, jobId: id, document, user })
      : { target: `${kind} job ${id} on ${queue}`, availability: byHand, action: null };
  },

  'stop-program': (channel, device) => {
    const holder = channel.facts.holder.value;
    if (holder?.kind !== 'process' || holder.process.endedAt !== null) return null;
    const { name, pid, startedAt } = holder.process;
    if (holdingService(channel, device) !== null || !mayBeStopped(name)) return null;
    // Without the time of its start nobody can tell it from a later process of the same id.
    return startedAt == null
      ? { target: `${name} (${pid})`, availability: byHand, action: null }
      : acting({ kind: 'stop-program', pid, name, startedAt });
  },

  'restart-service': (channel, device, environment) => {
    const service = holdingService(channel, device);
    if (service === null) return null;
    const { name, pid } = service;
    return pid === null || !mayBeRestarted(name)
      ? { target: name, availability: byHand, action: null }
      : acting({ kind: 'restart-service', name, pid }, forAdministrators(environment));
  },

  'destroy-socket': ({ facts: { exists, job }, hostSocket }, { profile }) => {
    if (exists.value !== true) return null;
    const common = { target: `host socket ${hostSocket}`, action: null };
    if (profile.foreignDestroy === 'refused') {
      return { ...common, availability: { kind: 'not-offered', because: 'driver-refuses' } };
    }
    return job.value?.inProgress === true
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
    return rung === null ? [] : [{ kind, ...rung }];
  });
};

/** The next rung that is offered, after one that did not help; power-cycling is one, though by hand. */
export const rungAfter = (plan: readonly RemedyStep[], step: StepKind): StepKind | null =>
  plan.find(
    ({ kind, availability }) =>
      stepKinds.indexOf(kind) > stepKinds.indexOf(step) && availability.kind !== 'not-offered',
  )?.kind ?? null;
