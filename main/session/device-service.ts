import type { Clock } from '#app/clock.ts';
import type { Device, DeviceId, Discovery } from '#app/dot4/device.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Profiles, SessionEvent } from '#app/session/event.ts';
import type { DeviceState, ScanReport, SessionState } from '#app/session/state.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import type { DeviceLink, Dot4Driver, StampedSight } from '#native';
import { deadlines } from '../deadlines.ts';
import type { DeviceTurns } from '../operations/device-turns.ts';
import type { Session } from './session-service.ts';
import { scanSize, scanSockets } from '../operations/socket-scan.ts';

/** Finds devices, looks at what the system says of them, and scans their sockets when asked. */
export interface DeviceService {
  /** Looks for devices and at their surroundings. Never opens a device, never asks a driver about sockets. */
  refresh(): Promise<Result<void, Fault>>;
  /** Takes over what the driver's watch found: it is not discovered a second time. */
  found(discovery: Discovery): void;
  /** Looks at the surroundings of the devices that are known to be there. */
  observeAll(): Promise<void>;
  scan(deviceId: string): Promise<Result<ScanReport, Fault>>;
  cancelScan(deviceId: string): void;
}

type Observed = Extract<SessionEvent, { type: 'observed' }>;

/** Rows that are gone through in one go: with more, main's loop would keep the window waiting. */
const rowsAtOnce = 512;

/** What a look shows, in its order. On most computers all of it is one batch, with one notification. */
const inBatches = (observed: readonly Observed[], devices: SessionState['devices']): Observed[][] => {
  const batches: Observed[][] = [];
  let room = 0;
  for (const event of observed) {
    const rows = Object.keys(devices[event.deviceId]?.generations ?? {}).length;
    const batch = rows <= room ? batches.at(-1) : undefined;
    if (batch === undefined) {
      batches.push([event]);
      room = rowsAtOnce;
    } else batch.push(event);
    room -= rows;
  }
  return batches;
};

/** The device as the session knows it now, or the fault that says why it cannot be used. */
export const presentDevice = (session: Session, deviceId: string): Result<DeviceState, Fault> => {
  const device = session.state.devices[deviceId];
  if (device === undefined) return fail({ kind: 'unknown-device', deviceId });
  return device.presence === 'gone' ? fail({ kind: 'device-gone', deviceId }) : ok(device);
};

/** One device as a look shows it that begins now: for whoever acts on it. */
export const lookAt = async (
  driver: Dot4Driver,
  deviceId: DeviceId,
  deadlineMs: number,
): Promise<Result<StampedSight, Fault>> => {
  const seen = await driver.look({ deadlineMs, fresh: true });
  if (!seen.ok) return seen;
  const sight = seen.value.get(deviceId);
  return sight === undefined ? fail({ kind: 'device-gone', deviceId }) : ok(sight);
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
  const scans = new Map<string, AbortController>();
  const now = (): number => clock.now();

  /** Read before the event is made of them: reading may find the file damaged, which is an event of its own. */
  const profilesOf = (found: readonly Device[]): Profiles =>
    Object.fromEntries(found.map((device) => [device.id, profileOf(device)]));

  const look = async (): Promise<void> => {
    const seen = await driver.look({ deadlineMs: deadlines.observe });
    const at = now();
    if (!seen.ok) return session.dispatch({ type: 'notice', at, fault: seen.fault });
    const { devices: before } = session.state;
    const observed = [...seen.value].map(([deviceId, { observations, sources }]): Observed => ({
      type: 'observed',
      at,
      deviceId,
      observations,
      sources,
    }));
    /** While the loop did something else a guard may have looked at a device, later than this look. */
    const isNewest = ({ deviceId }: Observed): boolean =>
      session.state.devices[deviceId]?.sources === before[deviceId]?.sources;
    const [first = [], ...others] = inBatches(observed, before);
    session.dispatch(...first);
    for (const batch of others) {
      await new Promise<void>((resolve) => void clock.after(0, resolve));
      session.dispatch(...batch.filter(isNewest));
    }
  };

  const observeAll = async (): Promise<void> => {
    const present = Object.values(session.state.devices).filter(({ presence }) => presence === 'present');
    if (present.length === 0) return;
    session.dispatch({ type: 'profiles-read', profiles: profilesOf(present.map(({ device }) => device)) });
    await look();
  };

  const found = (discovery: Discovery): void => {
    const profiles = profilesOf(discovery.devices);
    session.dispatch({ type: 'discovered', at: now(), discovery, profiles });
  };

  /** Fresh: what it is asked after, a cable out or a step done, must not have been missed by it. */
  const refresh = async (): Promise<Result<void, Fault>> => {
    const discovered = await driver.discover({ deadlineMs: deadlines.discover, fresh: true });
    if (!discovered.ok) {
      session.dispatch({ type: 'discovery-failed', at: now(), fault: discovered.fault });
      return discovered;
    }
    found(discovered.value);
    if (discovered.value.devices.length > 0) await look();
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
      scanSockets(link, profile, session, now, signal),
    );
    if (report.ok) session.dispatch({ type: 'scan-ended', at: now(), deviceId, report: report.value });
    else session.dispatch({ type: 'scan-failed', at: now(), deviceId, fault: report.fault });
    if (report.ok) await look();
    else await refresh();
    return report;
  };

  return {
    refresh,
    found,
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
