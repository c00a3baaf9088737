import type { Clock } from '#app/clock.ts';
import { join } from 'node:path';
import type { Device } from '#app/dot4/device.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import type { Environment } from '#app/session/state.ts';
import type { Dot4Driver } from '#native';
import type { StepName } from '#app/calibration/observation.ts';
import type { ProbeStep } from '#app/probe/report.ts';
import type { TrialSample } from '#app/trial/trial.ts';
import type { AuditTrail } from './audit/audit-trail.ts';
import { atMost } from './at-most.ts';
import { createCalibrationService } from './operations/measure/measure.ts';
import type { CalibrationService } from './operations/measure/measure.ts';
import { fileProfiles, memoryProfiles } from './operations/measure/profile-store.ts';
import { fileNotes, noNotes } from './operations/socket-notes.ts';
import { createRemedyService } from './operations/remedy/remedy-service.ts';
import type { RemedyService } from './operations/remedy/remedy-service.ts';
import { createProbeService } from './operations/probe.ts';
import type { ProbeService } from './operations/probe.ts';
import { createDeviceService } from './session/device-service.ts';
import type { DeviceService } from './session/device-service.ts';
import { createDeviceTurns } from './operations/device-turns.ts';
import { createPublisher } from './session/publisher.ts';
import type { Publisher } from './session/publisher.ts';
import { recordedDriver } from './requests/recorded-driver.ts';
import { createRequestLog } from './requests/request-log.ts';
import type { RequestLog } from './requests/request-log.ts';
import { createSession } from './session/session-service.ts';
import type { Session } from './session/session-service.ts';
import { operatorOf } from './audit/operator.ts';
import type { Operator } from './audit/operator.ts';
import { createTeardownService } from './operations/close.ts';
import type { TeardownService } from './operations/close.ts';
import { createTrialService } from './operations/trial/trial.ts';
import type { TrialService } from './operations/trial/trial.ts';

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
  readonly teardown: TeardownService;
  readonly calibration: CalibrationService;
  readonly remedy: RemedyService;
  readonly probing: ProbeService;
  readonly requests: RequestLog;
  readonly trials: TrialService;
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
  /** Revisions go on where those of the services before ended. */
  readonly firstRevision?: number;
  readonly publish?: (delta: NumberedDelta) => void;
  readonly onProbeStep?: (step: ProbeStep) => void;
  /** A step of measuring a driver begins. */
  readonly onMeasureStep?: (deviceId: string, step: StepName) => void;
  /** Requests were added to the log of a device. */
  readonly onRequests?: (deviceId: string) => void;
  readonly onTrialSample?: (sample: TrialSample) => void;
}

export const createServices = (options: ServicesOptions): Services => {
  const { environment, clock } = options;
  const now = () => clock.now();
  const requests = createRequestLog(clock, options.onRequests ?? (() => undefined));
  const driver = recordedDriver(options.driver, requests);
  const session = createSession(environment);
  const publisher = createPublisher(
    session,
    clock,
    options.publish ?? (() => undefined),
    options.firstRevision,
  );
  const turns = createDeviceTurns();
  const operator = operatorOf(options.program);
  const tell = (fault: Fault): void => session.dispatch({ type: 'notice', at: now(), fault });
  const stopListening = driver.onChannelLeftOpen(tell);
  const kept = driver.kind === 'windows';
  const profiles = kept ? fileProfiles(join(options.dataFolder, 'profiles.json'), tell) : memoryProfiles();
  const notesPath = join(options.dataFolder, 'calibration-sockets.json');
  const profileOf = (device: Device) => profiles.find(device) ?? driver.profileOf(device);
  const devices = createDeviceService(driver, session, turns, clock, profileOf);
  const notesFor = (deviceId: string) => (kept ? fileNotes(notesPath, deviceId, tell) : noNotes);
  const probing = createProbeService({
    ...{ driver, session, devices, turns, audit: options.audit, operator, clock, notesFor },
    onStep: options.onProbeStep ?? (() => undefined),
  });
  const calibration = createCalibrationService({
    ...{ driver, session, devices, turns, audit: options.audit, operator, clock, profiles, notesFor },
    onStep: options.onMeasureStep ?? (() => undefined),
  });
  const trials = createTrialService({
    ...{ driver, session, turns, audit: options.audit, operator, clock, notesFor },
    onSample: options.onTrialSample ?? (() => undefined),
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
  const remedy = createRemedyService({
    ...{ driver, session, devices, turns, teardown, audit: options.audit, operator, clock },
  });
  return {
    session,
    publisher,
    devices,
    teardown,
    calibration,
    remedy,
    probing,
    requests,
    trials,
    close: async () => {
      const stepsEnded = remedy.stop();
      // while their link still takes requests: they destroy their socket with it
      await atMost(tidyMs, Promise.all([trials.close(), probing.stop(), calibration.stop()]), clock);
      publisher.stop();
      requests.stop();
      await driver.close();
      stopListening();
      await stepsEnded;
      await turns.idle();
    },
  };
};
