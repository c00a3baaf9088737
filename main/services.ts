import type { Clock } from '#app/clock.ts';
import { join } from 'node:path';
import type { Device } from '#app/dot4/device.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Thresholds } from '#app/evidence/thresholds.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { AskedFrom } from '#app/remote/wire.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import type { StampedEvent } from '#app/session/event.ts';
import { whyBroken } from '#app/policy/forbidden.ts';
import type { Result } from '#app/result.ts';
import type { ChannelState, Environment } from '#app/session/state.ts';
import type { Dot4Driver } from '#native';
import type { AuditTrail } from './audit/audit-trail.ts';
import { atMost } from './at-most.ts';
import { fileProfiles, memoryProfiles } from './operations/measure/profile-store.ts';
import { fileNotes, noNotes, thisSystem } from './operations/socket-notes.ts';
import { createDeviceService } from './session/device-service.ts';
import type { DeviceService } from './session/device-service.ts';
import { closing } from './operations/close.ts';
import { finding } from './operations/find.ts';
import { lookAtChannel } from './operations/look-at-channel.ts';
import { measuring } from './operations/measure/measure.ts';
import { createOperations } from './operations/operation.ts';
import type { OperationParts, Operations } from './operations/operation.ts';
import { probing } from './operations/probe.ts';
import { remedying } from './operations/remedy/remedy.ts';
import { scanning } from './operations/scan.ts';
import { trying } from './operations/trial/trial.ts';
import { createDeviceTurns } from './operations/device-turns.ts';
import type { DeviceTurns } from './operations/device-turns.ts';
import { createPublisher } from './session/publisher.ts';
import type { Publisher } from './session/publisher.ts';
import { recordedDriver } from './requests/recorded-driver.ts';
import { createRequestLog } from './requests/request-log.ts';
import type { RequestLog } from './requests/request-log.ts';
import { createSession } from './session/session-service.ts';
import type { Session } from './session/session-service.ts';
import { operatorOf } from './audit/operator.ts';
import type { Operator } from './audit/operator.ts';

/**
 * How long closing waits for sockets of ours to be destroyed, in ms: a driver that answers does it in this time, and
 * one that does not must leave enough of closeGraceMs for closing the links, which is what brings outcomes back.
 */
const tidyMs = 500;

/** Everything the window and the command line have in common. */
export interface Services {
  readonly session: Session;
  readonly publisher: Publisher;
  readonly devices: DeviceService;
  readonly operations: Operations;
  readonly requests: RequestLog;
  /** Looks at one socket of which there is no row, so that its ladder can be shown. */
  lookAtChannel(deviceId: string, hostSocket: number): Promise<Result<ChannelState, Fault>>;
  /**
   * Closes every link, so that pending requests come back, and resolves when every operation has ended and its
   * outcome is in the audit trail. Takes as long as the driver takes to let go.
   */
  close(): Promise<void>;
}

export interface ServicesOptions {
  readonly driver: Dot4Driver;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  /** Where profiles and notes of real drivers are kept; those of simulated ones are not. null: nowhere. */
  readonly dataFolder: string | null;
  /** Absent: the defaults, until others are set. */
  readonly thresholds?: Thresholds;
  readonly program: Operator['program'];
  /** Who asks from another computer; null or absent: nobody. */
  readonly askedFrom?: AskedFrom | null;
  /** Numbers the sessions of one program. */
  readonly epoch?: number;
  /** The turns of the system's devices, where other services may still hold some of them. */
  readonly turns?: DeviceTurns;
  readonly publish?: (delta: NumberedDelta) => void;
  /** Called with every event of the session before it changes anything: they can be kept and replayed. */
  readonly onEvent?: (event: StampedEvent) => void;
  /** Writes a bug down; answers the number under which it stands in the log. */
  readonly incident?: (where: string, bug: unknown) => string;
  /** Requests were added to the log of a device. */
  readonly onRequests?: (deviceId: string) => void;
}

export const createServices = (options: ServicesOptions): Services => {
  const { environment, clock } = options;
  const now = () => clock.now();
  const requests = createRequestLog(clock, options.onRequests ?? (() => undefined));
  const driver = recordedDriver(options.driver, requests);
  const session = createSession(environment, clock, options.onEvent);
  if (options.thresholds !== undefined)
    session.dispatch({ type: 'thresholds-set', thresholds: options.thresholds });
  const publisher = createPublisher(session, clock, options.publish ?? (() => undefined), options.epoch);
  const turns = options.turns ?? createDeviceTurns();
  const tell = (fault: Fault): void => session.dispatch({ type: 'notice', at: now(), fault });
  const over = (fault: Fault): void => session.dispatch({ type: 'notice-over', fault });
  const broken = whyBroken(environment.policy);
  if (broken !== null) tell(broken);
  const stopListening = driver.onChannelLeftOpen(tell);
  const kept = driver.kind === 'windows' ? options.dataFolder : null;
  const profiles =
    kept === null ? memoryProfiles() : fileProfiles(join(kept, 'profiles.json'), tell, { over });
  let system: ReturnType<typeof thisSystem> | null = null;
  const profileOf = (device: Device): DriverProfile => profiles.find(device) ?? driver.profileOf(device);
  const devices = createDeviceService(driver, session, clock, profileOf);
  const notesFor = async (deviceId: string) => {
    const device = session.state.devices[deviceId]?.device;
    if (kept === null || device === undefined) return noNotes;
    return fileNotes(join(kept, 'own-sockets'), device, await (system ??= thisSystem()));
  };
  const parts: OperationParts = {
    driver,
    session,
    devices,
    turns,
    audit: options.audit,
    operator: operatorOf(options.program, options.askedFrom),
    clock,
    incident: options.incident ?? (() => ''),
  };
  const operations = createOperations(parts, {
    close: closing(parts),
    remedy: remedying(parts),
    measure: measuring(parts, profiles, notesFor),
    probe: probing(parts, notesFor),
    trial: trying(parts, notesFor),
    scan: scanning(parts),
    find: finding(parts),
  });
  return {
    session,
    publisher,
    devices,
    operations,
    requests,
    lookAtChannel: (deviceId, hostSocket) => lookAtChannel(parts, deviceId, hostSocket),
    close: async () => {
      // once now, for a driver may take all the time there is, and once when every outcome is known
      const flushed = options.audit.flush();
      const ended = operations.stop();
      // while their link still takes requests: they destroy their sockets with it
      await atMost(tidyMs, ended, clock);
      publisher.stop();
      requests.stop();
      await driver.close();
      stopListening();
      await ended;
      await turns.idle();
      profiles.flush();
      await flushed;
      await options.audit.flush();
    },
  };
};
