import type { DeviceId, Discovery } from '../dot4/device.ts';
import type { NtStatus } from '../dot4/ntstatus.ts';
import type { DriverProfile } from '../dot4/profile.ts';
import type { Evidence, Sight } from '../evidence/evidence.ts';
import type { Thresholds } from '../evidence/thresholds.ts';
import type { Fault } from '../faults/fault.ts';
import type { FindStepName } from '../operations/find-steps.ts';
import type { Operation } from '../operations/operation.ts';
import type { Outcome } from '../teardown/outcome.ts';
import type { Environment, Updates } from './state.ts';

/** What is known of the driver of each device, by device id. */
export type Profiles = Readonly<Record<DeviceId, DriverProfile>>;

/** What changes of an operation while it runs, or with its end. */
export type OperationChange = Partial<
  Pick<Operation, 'stage' | 'progress' | 'isCancelled' | 'isDismissed' | 'answer'> & {
    step: Extract<Operation, { kind: 'measure' }>['step'];
    asked: Extract<Operation, { kind: 'probe' }>['asked'];
    sample: Extract<Operation, { kind: 'trial' }>['sample'];
    steps: Extract<Operation, { kind: 'find' }>['steps'];
  }
>;

/** How one channel of a close ended. */
export interface Closed {
  readonly hostSocket: number;
  readonly outcome: Outcome;
  readonly sent: boolean;
  readonly ntstatus: NtStatus | null;
  readonly evidence: readonly Evidence[];
}

/** Everything that can change a session, as plain data. `at` is wall-clock time in ms since the Unix epoch. */
export type SessionEvent =
  | { type: 'environment'; environment: Environment }
  | { type: 'updates-set'; updates: Updates }
  /** After how long without a change a rule of suspicion holds. */
  | { type: 'thresholds-set'; thresholds: Thresholds }
  | { type: 'discovered'; at: number; discovery: Discovery; profiles: Profiles }
  /** What is known of drivers may have changed: another program measures, too. */
  | { type: 'profiles-read'; profiles: Profiles }
  | { type: 'discovery-failed'; at: number; fault: Fault }
  | { type: 'device-left'; at: number; deviceId: DeviceId }
  | ({ type: 'observed'; at: number; deviceId: DeviceId } & Sight)
  /** What the driver said of services that a person let be probed. */
  | { type: 'services-probed'; deviceId: DeviceId; evidence: readonly Evidence[] }
  | { type: 'socket-looked-at'; deviceId: DeviceId; hostSocket: number; evidence: Evidence }
  | { type: 'operation-started'; operation: Operation }
  | { type: 'operation-changed'; id: number; change: OperationChange }
  /** A person skips a step of a search that has not ended. */
  | { type: 'step-skipped'; id: number; step: FindStepName }
  /** One channel of a close has its outcome. */
  | ({ type: 'closing-ended'; at: number; id: number } & Closed)
  /** A step of the ladder destroyed the socket of a channel. */
  | ({ type: 'channel-closed'; at: number; key: string } & Closed)
  | { type: 'operation-ended'; at: number; id: number; outcome: Ended }
  | { type: 'notice'; at: number; fault: Fault }
  | { type: 'notice-dismissed'; id: number }
  /** What a notice said is mended. */
  | { type: 'notice-over'; fault: Fault }
  /** Rows that have been gone for longer than they linger leave the table. */
  | { type: 'swept' };

/** How an operation ended, by its kind; `failed`: before or beside its work. The channels of a close have their own outcomes. */
export type Ended =
  | { kind: 'close' }
  | { [K in Exclude<Operation['kind'], 'close'>]: EndedOf<K> }[Exclude<Operation['kind'], 'close'>]
  | { kind: 'failed'; fault: Fault };
interface EndedOf<K extends Exclude<Operation['kind'], 'close'>> {
  kind: K;
  outcome: NonNullable<Extract<Operation, { kind: K }>['outcome']>;
}

/** When an event reached the session: its place in the order of arrival, and ms on a clock that is never set. */
export interface Stamp {
  readonly seq: number;
  readonly ms: number;
}
export type StampedEvent = SessionEvent & Stamp;
