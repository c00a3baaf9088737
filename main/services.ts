import type { Clock } from '#app/clock.ts';
import { join } from 'node:path';
import type { Device } from '#app/dot4/device.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import type { Environment } from '#app/session/state.ts';
import type { Dot4Driver } from '#native';
import type { StepName } from '#app/calibration/observation.ts';
import type { AuditTrail } from './audit/audit-trail.ts';
import { createCalibrationService } from './calibration/calibration-service.ts';
import type { CalibrationService } from './calibration/calibration-service.ts';
import { fileProfiles, memoryProfiles } from './calibration/profile-store.ts';
import { fileNotes, noNotes } from './calibration/socket-notes.ts';
import { createDeviceService } from './session/device-service.ts';
import type { DeviceService } from './session/device-service.ts';
import { createDeviceTurns } from './session/device-turns.ts';
import { createPublisher } from './session/publisher.ts';
import type { Publisher } from './session/publisher.ts';
import { createSession } from './session/session-service.ts';
import type { Session } from './session/session-service.ts';
import { operatorOf } from './teardown/audit-records.ts';
import type { Operator } from './teardown/audit-records.ts';
import { createTeardownService } from './teardown/teardown-service.ts';
import type { TeardownService } from './teardown/teardown-service.ts';

/** Everything the window and the command line have in common. */
export interface Services {
  readonly session: Session;
  readonly publisher: Publisher;
  readonly devices: DeviceService;
  readonly teardown: TeardownService;
  readonly calibration: CalibrationService;
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
  /** Where profiles and notes of real drivers are kept; those of simulated ones are not. */
  readonly dataFolder: string;
  readonly program: Operator['program'];
  readonly publish?: (delta: NumberedDelta) => void;
  /** A step of measuring a driver begins. */
  readonly onMeasureStep?: (deviceId: string, step: StepName) => void;
}

export const createServices = (options: ServicesOptions): Services => {
  const { driver, environment, clock } = options;
  const now = () => clock.now();
  const session = createSession(environment);
  const publisher = createPublisher(session, clock, options.publish ?? (() => undefined));
  const turns = createDeviceTurns();
  const operator = operatorOf(options.program);
  const tell = (fault: Fault): void => session.dispatch({ type: 'notice', at: now(), fault });
  const stopListening = driver.onChannelLeftOpen(tell);
  const kept = driver.kind === 'windows';
  const profiles = kept ? fileProfiles(join(options.dataFolder, 'profiles.json'), tell) : memoryProfiles();
  const notesPath = join(options.dataFolder, 'calibration-sockets.json');
  const profileOf = (device: Device) => profiles.find(device) ?? driver.profileOf(device);
  const devices = createDeviceService(driver, session, turns, now, profileOf);
  const calibration = createCalibrationService({
    ...{ driver, session, devices, turns, audit: options.audit, operator, clock, profiles },
    notesFor: (deviceId) => (kept ? fileNotes(notesPath, deviceId, tell) : noNotes),
    onStep: options.onMeasureStep ?? (() => undefined),
  });
  const teardown = createTeardownService({
    driver,
    session,
    devices,
    turns,
    audit: options.audit,
    operator,
    now,
  });
  return {
    session,
    publisher,
    devices,
    teardown,
    calibration,
    close: async () => {
      publisher.stop();
      await driver.close();
      stopListening();
      await turns.idle();
    },
  };
};
