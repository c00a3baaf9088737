import type { WindowsService } from '../evidence/evidence.ts';
import { isProtectedProgram } from '../evidence/protected-programs.ts';
import type { ChannelState, DeviceState, Environment } from '../session/state.ts';

/** The ladder, mildest first. A step is tried only when the ones before it did not help. */
export const stepKinds = [
  'cancel-job',
  'stop-program',
  'restart-service',
  'destroy-socket',
  'restart-device',
  'soft-reset',
  'power-cycle',
] as const;
export type StepKind = (typeof stepKinds)[number];

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
}

const byHand: Availability = { kind: 'by-hand' };
const forAdministrators = (environment: Environment): Availability =>
  environment.elevated === false ? { kind: 'not-offered', because: 'not-elevated' } : byHand;

/** Programs that are services or the desktop itself: their services are restarted, they are not stopped. */
const notStopped: ReadonlySet<string> = new Set(['explorer.exe', 'spoolsv.exe', 'svchost.exe']);

export const mayBeStopped = (program: string): boolean =>
  !isProtectedProgram(program) && !notStopped.has(program.toLowerCase());

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

type Rung = (
  channel: ChannelState,
  device: DeviceState,
  environment: Environment,
) => Omit<RemedyStep, 'kind'> | null;

/** Each step with the evidence that it needs; null: there is none, and the step is left out. */
const rungs: Readonly<Record<StepKind, Rung>> = {
  'cancel-job': ({ facts: { job } }) =>
    job.value === null
      ? null
      : { target: `${job.value.kind} job ${job.value.id} on ${job.value.queue}`, availability: byHand },

  'stop-program': (channel, device) => {
    const holder = channel.facts.holder.value;
    if (holder?.kind !== 'process' || holder.process.endedAt !== null) return null;
    if (holdingService(channel, device) !== null || !mayBeStopped(holder.process.name)) return null;
    return { target: `${holder.process.name} (${holder.process.pid})`, availability: byHand };
  },

  'restart-service': (channel, device, environment) => {
    const service = holdingService(channel, device);
    return service === null ? null : { target: service.name, availability: forAdministrators(environment) };
  },

  'destroy-socket': ({ facts: { exists, job }, hostSocket }, { profile }) => {
    if (exists.value !== true) return null;
    const target = `host socket ${hostSocket}`;
    if (profile.foreignDestroy === 'refused') {
      return { target, availability: { kind: 'not-offered', because: 'driver-refuses' } };
    }
    return job.value?.inProgress === true
      ? { target, availability: { kind: 'not-offered', because: 'job-in-progress' } }
      : { target, availability: { kind: 'by-unjam' } };
  },

  'restart-device': (_channel, { device, evidence }, environment) =>
    evidence.some(({ kind }) => kind === 'node')
      ? { target: device.instanceId, availability: forAdministrators(environment) }
      : null,

  'soft-reset': (_channel, { device, evidence }) =>
    evidence.some((piece) => piece.kind === 'node' && piece.node.port !== null)
      ? { target: device.name, availability: { kind: 'not-offered', because: 'unverified' } }
      : null,

  'power-cycle': (_channel, { device }) => ({ target: device.name, availability: byHand }),
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
