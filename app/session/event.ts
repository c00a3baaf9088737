import type { DeviceId, Discovery } from '../dot4/device.ts';
import type { DriverProfile } from '../dot4/profile.ts';
import type { Evidence, Sight } from '../evidence/evidence.ts';
import type { Fault } from '../faults/fault.ts';
import type { RemedyRun } from '../remedy/run.ts';
import type { Outcome } from '../teardown/outcome.ts';
import type { Environment, ScanReport, Updates } from './state.ts';

export type Profiles = Readonly<Record<DeviceId, DriverProfile>>;

/** Everything that can change a session, as plain data. `at` is ms since the Unix epoch. */
export type SessionEvent =
  | { type: 'environment'; environment: Environment }
  | { type: 'updates-set'; updates: Updates }
  | {
      type: 'discovered';
      at: number;
      discovery: Discovery;
      /** What is known of the driver of each device. */
      profiles: Profiles;
    }
  /** What is known of drivers may have changed: another program measures, too. */
  | { type: 'profiles-read'; profiles: Profiles }
  | { type: 'discovery-failed'; at: number; fault: Fault }
  | { type: 'device-left'; at: number; deviceId: DeviceId }
  | ({ type: 'observed'; at: number; deviceId: DeviceId } & Sight)
  /** What the driver said of services that a person let be probed. */
  | { type: 'services-probed'; deviceId: DeviceId; evidence: readonly Evidence[] }
  | { type: 'scan-started'; at: number; deviceId: DeviceId; total: number }
  | { type: 'scan-progressed'; deviceId: DeviceId; asked: number }
  | { type: 'scan-ended'; at: number; deviceId: DeviceId; report: ScanReport }
  | { type: 'scan-failed'; at: number; deviceId: DeviceId; fault: Fault }
  | { type: 'socket-looked-at'; deviceId: DeviceId; hostSocket: number; evidence: Evidence }
  | { type: 'teardown-started'; at: number; key: string }
  | { type: 'teardown-ended'; at: number; key: string; outcome: Outcome; evidence: readonly Evidence[] }
  /** A bug ended the operation: nothing is claimed of its outcome. */
  | { type: 'scan-abandoned'; deviceId: DeviceId }
  | { type: 'teardown-abandoned'; key: string }
  /** A run of a remedy step begins, goes on, or has ended. */
  | { type: 'remedy-changed'; run: RemedyRun }
  | { type: 'remedy-abandoned'; key: string }
  | { type: 'remedy-dismissed'; key: string }
  | { type: 'notice'; at: number; fault: Fault }
  | { type: 'notice-dismissed'; id: number }
  | { type: 'teardown-dismissed'; id: number }
  /** Rows that have been gone for longer than they linger leave the table. */
  | { type: 'swept'; at: number };
