import { fieldReport } from '#app/calibration/field-report.ts';
import type { Calibration } from '#app/calibration/field-report.ts';
import type { StepName } from '#app/calibration/observation.ts';
import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Dot4Driver } from '#native';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { presentDevice } from '../session/device-service.ts';
import type { DeviceService } from '../session/device-service.ts';
import type { DeviceTurns } from '../session/device-turns.ts';
import type { Session } from '../session/session-service.ts';
import type { Operator } from '../teardown/audit-records.ts';
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
  /** Stops it half way; what it made is destroyed. */
  cancel(deviceId: string): void;
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
  readonly notesFor: (deviceId: string) => SocketNotes;
  readonly onStep: (deviceId: string, step: StepName) => void;
}

/** A file of ours that could not be written, as the fault it is; null for every other error. */
export const unwritable = (error: unknown): Fault | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? { kind: 'file-unwritable', path: 'path' in error ? String(error.path) : '', code: error.code }
    : null;

export const createCalibrationService = (parts: CalibrationParts): CalibrationService => {
  const { driver, session, devices, turns, audit, operator, clock, profiles, notesFor, onStep } = parts;
  const running = new Map<string, AbortController>();
  const now = () => clock.now();

  const inTurn = async (deviceId: string, signal: AbortSignal): Promise<Result<Calibration, Fault>> => {
    const present = presentDevice(session, deviceId);
    if (!present.ok) return present;
    const { device } = present.value;
    const records = measureRecordsOf(operator, device, driver.kind === 'simulator', now);
    const started = await audit.append(records.start());
    if (!started.ok) return started;
    const measured = await measureDriver(driver, deviceId, clock, notesFor(deviceId), {
      signal,
      onStep: (step) => onStep(deviceId, step),
    });
    const written = await audit.append(records.end(measured));
    if (!written.ok) session.dispatch({ type: 'notice', at: now(), fault: written.fault });
    if (!measured.ok) return measured;
    const { profile, observations, leftBehind, cleanedUp } = measured.value;
    profiles.keep(device, profile);
    await devices.refresh();
    const report = fieldReport(session.state.environment, device, profile, observations);
    return ok({ profile, leftBehind: [...leftBehind], cleanedUp: [...cleanedUp], report });
  };

  return {
    calibrate: async (deviceId) => {
      if (running.has(deviceId)) return fail({ kind: 'already-measuring', deviceId });
      const controller = new AbortController();
      running.set(deviceId, controller);
      try {
        return await turns.run(deviceId, () => inTurn(deviceId, controller.signal));
      } catch (error) {
        const fault = unwritable(error);
        if (fault === null) throw error;
        return fail(fault);
      } finally {
        running.delete(deviceId);
      }
    },
    cancel: (deviceId) => running.get(deviceId)?.abort(),
  };
};
