import { fieldReport } from '#app/calibration/field-report.ts';
import type { Calibration, FieldReport } from '#app/calibration/field-report.ts';
import type { StepName } from '#app/calibration/observation.ts';
import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Dot4Driver } from '#native';
import type { AuditTrail } from '../../audit/audit-trail.ts';
import { presentDevice } from '../../session/device-service.ts';
import type { DeviceService } from '../../session/device-service.ts';
import type { DeviceTurns } from '../device-turns.ts';
import { onePerDevice } from '../one-per-device.ts';
import type { Session } from '../../session/session-service.ts';
import type { Operator } from '../../audit/operator.ts';
import { measureDriver } from './measure-driver.ts';
import type { SocketNotes } from './measure-driver.ts';
import { measureRecordsOf } from './measure-records.ts';
import type { ProfileStore } from './profile-store.ts';

export interface CalibrationService {
  /**
   * Measures the driver of a device, keeps its profile and lets the session know. Audited before and after; takes
   * at most 10 s once it is its turn.
   */
  calibrate(deviceId: string): Promise<Result<Calibration, Fault>>;
  /** What the last measurement of this run found out, without personal data; null before it. */
  reportOf(deviceId: string): FieldReport | null;
  /** Stops it half way; what it made is destroyed. */
  cancel(deviceId: string): void;
  /** Stops all half way; resolves when what they made is destroyed. */
  stop(): Promise<void>;
}

export interface CalibrationParts {
  readonly driver: Dot4Driver;
  readonly session: Session;
  readonly devices: DeviceService;
  readonly turns: DeviceTurns;
  readonly audit: AuditTrail;
  readonly operator: Operator;
  readonly clock: Clock;
  readonly profiles: ProfileStore;
  readonly notesFor: (deviceId: string) => Promise<SocketNotes>;
  readonly onStep: (deviceId: string, step: StepName) => void;
}

export const createCalibrationService = (parts: CalibrationParts): CalibrationService => {
  const { driver, session, devices, turns, audit, operator, clock, profiles, notesFor, onStep } = parts;
  const reports = new Map<string, FieldReport>();
  const running = onePerDevice('already-measuring');
  const now = () => clock.now();

  const inTurn = async (deviceId: string, signal: AbortSignal): Promise<Result<Calibration, Fault>> => {
    const present = presentDevice(session, deviceId);
    if (!present.ok) return present;
    if (signal.aborted) return fail({ kind: 'cancelled', request: 'CREATE_SOCKET' });
    const { device } = present.value;
    const records = measureRecordsOf(operator, device, driver.kind === 'simulator', now);
    const started = await audit.append(records.start());
    if (!started.ok) return started;
    const measured = await measureDriver(driver, deviceId, clock, await notesFor(deviceId), {
      signal,
      onStep: (step) => onStep(deviceId, step),
    });
    const written = await audit.append(records.end(measured));
    if (!written.ok) session.dispatch({ type: 'notice', at: now(), fault: written.fault });
    if (!measured.ok) return measured;
    const { profile, observations, leftBehind, cleanedUp } = measured.value;
    const kept = profiles.keep(device, profile);
    if (!kept.ok) session.dispatch({ type: 'notice', at: now(), fault: kept.fault });
    await devices.refresh();
    const report = fieldReport(session.state.environment, device, profile, observations);
    reports.set(deviceId, report);
    return ok({ profile, leftBehind: [...leftBehind], cleanedUp: [...cleanedUp], report });
  };

  return {
    calibrate: (deviceId) =>
      running.run(deviceId, (signal) => turns.run(deviceId, () => inTurn(deviceId, signal))),
    reportOf: (deviceId) => reports.get(deviceId) ?? null,
    cancel: running.stop,
    stop: running.stopAll,
  };
};
