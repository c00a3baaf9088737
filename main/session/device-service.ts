import type { Clock } from '#app/clock.ts';
import type { Device } from '#app/dot4/device.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { DeviceState, ScanReport } from '#app/session/state.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import type { DeviceLink, Dot4Driver } from '#native';
import { deadlines } from '../deadlines.ts';
import type { DeviceTurns } from '../operations/device-turns.ts';
import type { Session } from './session-service.ts';
import { scanSize, scanSockets } from '../operations/socket-scan.ts';

/** Finds devices, looks at what the system says of them, and scans their sockets when asked. */
export interface DeviceService {
  /** Looks for devices and at their surroundings. Never opens a device, never asks a driver about sockets. */
  refresh(): Promise<Result<void, Fault>>;
  /** Looks at the surroundings of the devices that are known to be there. */
  observeAll(): Promise<void>;
  scan(deviceId: string): Promise<Result<ScanReport, Fault>>;
  cancelScan(deviceId: string): void;
}

/** Looks under way at the same time: what dozens of devices answer at once would hold main's loop. */
const looksAtOnce = 4;

/** The device as the session knows it now, or the fault that says why it cannot be used. */
export const presentDevice = (session: Session, deviceId: string): Result<DeviceState, Fault> => {
  const device = session.state.devices[deviceId];
  if (device === undefined) return fail({ kind: 'unknown-device', deviceId });
  return device.presence === 'gone' ? fail({ kind: 'device-gone', deviceId }) : ok(device);
};

/**
 * Opens a link for one operation and closes it again: a device is held no longer than it is needed. What is sent
 * has the buffers that the profile names.
 */
export const withLink = async <T>(
  driver: Dot4Driver,
  deviceId: string,
  { shapes }: DriverProfile,
  use: (link: DeviceLink) => Promise<Result<T, Fault>>,
): Promise<Result<T, Fault>> => {
  const opened = await driver.open(deviceId, { deadlineMs: deadlines.open, shapes });
  if (!opened.ok) return opened;
  try {
    return await use(opened.value);
  } finally {
    await opened.value.close();
  }
};

export const createDeviceService = (
  driver: Dot4Driver,
  session: Session,
  turns: DeviceTurns,
  clock: Clock,
  profileOf: (device: Device) => DriverProfile,
): DeviceService => {
  const now = () => clock.now();
  const scans = new Map<string, AbortController>();

  const observe = async (deviceId: string): Promise<void> => {
    const seen = await driver.observe(deviceId, { deadlineMs: deadlines.observe });
    if (seen.ok) session.dispatch({ type: 'observed', at: now(), deviceId, ...seen.value });
    else if (seen.fault.kind !== 'device-gone')
      session.dispatch({ type: 'notice', at: now(), fault: seen.fault });
  };

  const observeAll = async (): Promise<void> => {
    session.dispatch({ type: 'profiles-read', profileOf });
    const present = Object.values(session.state.devices).filter((device) => device.presence === 'present');
    const waiting = present.values();
    const lookOnAndOn = async (): Promise<void> => {
      for (const { device } of waiting) await observe(device.id);
    };
    await Promise.all(Array.from({ length: looksAtOnce }, lookOnAndOn));
  };

  const refresh = async (): Promise<Result<void, Fault>> => {
    const found = await driver.discover({ deadlineMs: deadlines.discover });
    if (!found.ok) {
      session.dispatch({ type: 'discovery-failed', at: now(), fault: found.fault });
      return found;
    }
    session.dispatch({
      type: 'discovered',
      at: now(),
      discovery: found.value,
      profileOf,
    });
    await observeAll();
    return ok(undefined);
  };

  const scanOnce = async (deviceId: string, signal: AbortSignal): Promise<Result<ScanReport, Fault>> => {
    const device = presentDevice(session, deviceId);
    if (!device.ok) return device;
    const { profile } = device.value;
    const because = whyNoProbe(profile);
    if (because !== null) return fail({ kind: 'profile-forbids', feature: 'scan', because });
    session.dispatch({ type: 'scan-started', at: now(), deviceId, total: scanSize });
    const report = await withLink(driver, deviceId, profile, (link) =>
      scanSockets(link, profile, session, clock, signal),
    );
    if (report.ok) session.dispatch({ type: 'scan-ended', at: now(), deviceId, report: report.value });
    else session.dispatch({ type: 'scan-failed', at: now(), deviceId, fault: report.fault });
    if (report.ok) await observe(deviceId);
    else await refresh();
    return report;
  };

  return {
    refresh,
    observeAll,
    scan: async (deviceId) => {
      if (scans.has(deviceId)) return fail({ kind: 'already-scanning', deviceId });
      const controller = new AbortController();
      scans.set(deviceId, controller);
      try {
        return await turns.run(deviceId, () => scanOnce(deviceId, controller.signal));
      } catch (bug) {
        session.dispatch({ type: 'scan-abandoned', deviceId });
        throw bug;
      } finally {
        scans.delete(deviceId);
      }
    },
    cancelScan: (deviceId) => scans.get(deviceId)?.abort(),
  };
};
