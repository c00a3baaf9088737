import type { Clock } from '#app/clock.ts';
import type { Device } from '#app/dot4/device.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Sight } from '#app/evidence/evidence.ts';
import type { Profiles } from '#app/session/event.ts';
import type { DeviceState } from '#app/session/state.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { DeviceLink, Dot4Driver } from '#native';
import { deadlines } from '../deadlines.ts';
import type { Session } from './session-service.ts';

/** Finds devices, and looks at what the system says of them. */
export interface DeviceService {
  /** Looks for devices and at their surroundings. Never opens a device, never asks a driver about sockets. */
  refresh(): Promise<Result<void, Fault>>;
  /** Looks at the surroundings of the devices that are known to be there. */
  observeAll(): Promise<void>;
  /**
   * Looks for the devices and at the surroundings of one, in looks that begin after the call: for an operation that acts
   * on what is seen. Faults: `device-gone` when it is not there now; those of the looks.
   */
  lookNow(deviceId: string): Promise<Result<Seen, Fault>>;
}

/** One device as a look has just seen it. */
export interface Seen {
  readonly device: DeviceState;
  readonly sight: Sight;
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
  clock: Clock,
  profileOf: (device: Device) => DriverProfile,
): DeviceService => {
  const now = () => clock.now();
  /** Read before the event is made of them: reading may find the file damaged, which is an event of its own. */
  const profilesOf = (found: readonly Device[]): Profiles =>
    Object.fromEntries(found.map((device) => [device.id, profileOf(device)]));

  const observe = async (deviceId: string): Promise<void> => {
    const seen = await driver.observe(deviceId, { deadlineMs: deadlines.observe });
    if (seen.ok) session.dispatch({ type: 'observed', at: now(), deviceId, ...seen.value });
    else if (seen.fault.kind !== 'device-gone')
      session.dispatch({ type: 'notice', at: now(), fault: seen.fault });
  };

  const observeAll = async (): Promise<void> => {
    const present = Object.values(session.state.devices).filter((device) => device.presence === 'present');
    session.dispatch({ type: 'profiles-read', profiles: profilesOf(present.map(({ device }) => device)) });
    const waiting = present.values();
    const lookOnAndOn = async (): Promise<void> => {
      for (const { device } of waiting) await observe(device.id);
    };
    await Promise.all(Array.from({ length: looksAtOnce }, lookOnAndOn));
  };

  const discover = async (): Promise<Result<void, Fault>> => {
    const found = await driver.discover({ deadlineMs: deadlines.discover });
    if (!found.ok) {
      session.dispatch({ type: 'discovery-failed', at: now(), fault: found.fault });
      return found;
    }
    const profiles = profilesOf(found.value.devices);
    session.dispatch({ type: 'discovered', at: now(), discovery: found.value, profiles });
    return ok(undefined);
  };

  const refresh = async (): Promise<Result<void, Fault>> => {
    const found = await discover();
    if (!found.ok) return found;
    await observeAll();
    return ok(undefined);
  };

  const lookNow = async (deviceId: string): Promise<Result<Seen, Fault>> => {
    const found = await discover();
    if (!found.ok) return found;
    const there = presentDevice(session, deviceId);
    if (!there.ok) return there;
    const seen = await driver.observe(deviceId, { deadlineMs: deadlines.observeForStep });
    if (!seen.ok) return seen;
    session.dispatch({ type: 'observed', at: now(), deviceId, ...seen.value });
    const device = presentDevice(session, deviceId);
    return device.ok ? ok({ device: device.value, sight: seen.value }) : device;
  };

  return { refresh, observeAll, lookNow };
};
