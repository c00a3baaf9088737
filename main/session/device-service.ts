import type { Clock } from '#app/clock.ts';
import type { Device, DeviceId, Discovery } from '#app/dot4/device.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Sight } from '#app/evidence/evidence.ts';
import type { Profiles, SessionEvent } from '#app/session/event.ts';
import { showsSame } from '#app/session/looks.ts';
import type { DeviceState, SessionState } from '#app/session/state.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { pause } from '#native';
import type { DeviceLink, Dot4Driver, StampedSight } from '#native';
import { deadlines } from '../deadlines.ts';
import type { Session } from './session-service.ts';

/** Finds devices, and looks at what the system says of them. */
export interface DeviceService {
  /** Looks for devices and at their surroundings. Never opens a device, never asks a driver about sockets. */
  refresh(): Promise<Result<void, Fault>>;
  /** Takes over what the driver's watch found: it is not discovered a second time. */
  found(discovery: Discovery): void;
  /** Looks at the surroundings of the devices that are known to be there. */
  observeAll(): Promise<void>;
  /**
   * Looks for the devices and at the surroundings of one, in looks that begin after the call: for an operation that acts
   * on what is seen. Faults: `device-gone` when it is not there now; those of the looks.
   */
  lookNow(deviceId: DeviceId): Promise<Result<Seen, Fault>>;
}

/** One device as a look has just seen it. */
export interface Seen {
  readonly device: DeviceState;
  readonly sight: Sight;
}

/** What a look shows of one device, and when the look began, in monotonic ms. */
interface Seeing {
  readonly event: Extract<SessionEvent, { type: 'observed' }>;
  readonly begunAtMs: number;
}

const observedOf = (
  deviceId: DeviceId,
  { observations, sources, begunAtMs }: StampedSight,
  at: number,
): Seeing => ({ event: { type: 'observed', at, deviceId, observations, sources }, begunAtMs });

/** Rows that are gone through in one go: with more, main's loop would keep the window waiting. */
const rowsAtOnce = 512;

/** How long looks may go untold that show what the session knows, while nothing else happens, in ms. */
export const sameLookMs = 10_000;

/** What a look shows, in its order. On most computers all of it is one batch, with one notification. */
const inBatches = (observed: readonly Seeing[], devices: SessionState['devices']): Seeing[][] => {
  const batches: Seeing[][] = [];
  let room = 0;
  for (const one of observed) {
    const rows = Object.keys(devices[one.event.deviceId]?.generations ?? {}).length;
    const batch = rows <= room ? batches.at(-1) : undefined;
    if (batch === undefined) {
      batches.push([one]);
      room = rowsAtOnce;
    } else batch.push(one);
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
  /** When the newest look began, by device: what an earlier one saw comes too late. */
  const lookedAtMs = new Map<DeviceId, number>();
  /** What the session was told of each device since `toldFromMs`, and how it was then; while it is, the same is no news. */
  const told = new Map<DeviceId, { readonly seeing: Seeing; readonly device: DeviceState | undefined }>();
  let toldFromMs = 0;
  let thresholds = session.state.thresholds;
  const changes = session.followChannels();
  const now = (): number => clock.now();

  /** Read before the event is made of them: reading may find the file damaged, which is an event of its own. */
  const profilesOf = (found: readonly Device[]): Profiles =>
    Object.fromEntries(found.map((device) => [device.id, profileOf(device)]));

  /** What was told counts no more where something else has changed its device, a channel of it, or what is called stuck. */
  const forgetChanged = (): void => {
    const { state } = session;
    for (const [key, before] of changes.take()) {
      const deviceId = before?.deviceId ?? state.channels[key]?.deviceId;
      if (deviceId !== undefined) told.delete(deviceId);
    }
    const isDue = clock.monotonicMs() - toldFromMs >= sameLookMs;
    if (!isDue && thresholds === state.thresholds) return;
    told.clear();
    toldFromMs = clock.monotonicMs();
    ({ thresholds } = state);
  };

  /** It says nothing that the session does not know: only how long it has been so waits a little. */
  const isSameAgain = (seeing: Seeing): boolean => {
    const before = told.get(seeing.event.deviceId);
    const device = session.state.devices[seeing.event.deviceId];
    return (
      device !== undefined &&
      before?.device === device &&
      showsSame(before.seeing.event, seeing.event, device)
    );
  };

  const take = (batch: readonly Seeing[]): void => {
    const newest = batch.filter(
      ({ event, begunAtMs }) => begunAtMs >= (lookedAtMs.get(event.deviceId) ?? -1),
    );
    for (const { event, begunAtMs } of newest) lookedAtMs.set(event.deviceId, begunAtMs);
    forgetChanged();
    const news = newest.filter((one) => !isSameAgain(one));
    session.dispatch(...news.map(({ event }) => event));
    // what the look itself has changed
    changes.take();
    for (const seeing of news)
      told.set(seeing.event.deviceId, {
        seeing,
        device: session.state.devices[seeing.event.deviceId],
      });
  };

  const look = async (): Promise<void> => {
    const seen = await driver.look({ deadlineMs: deadlines.observe });
    const at = now();
    if (!seen.ok) return session.dispatch({ type: 'notice', at, fault: seen.fault });
    const observed = [...seen.value].map(([deviceId, sight]) => observedOf(deviceId, sight, at));
    const { devices: before } = session.state;
    /** While the loop did something else a guard may have looked at a device, later than this look. */
    const isNewest = ({ event: { deviceId } }: Seeing): boolean =>
      session.state.devices[deviceId]?.sources === before[deviceId]?.sources;
    const [first = [], ...others] = inBatches(observed, before);
    take(first);
    for (const batch of others) {
      await pause(clock, 0);
      take(batch.filter(isNewest));
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
  const discover = async (): Promise<Result<Discovery, Fault>> => {
    const discovered = await driver.discover({ deadlineMs: deadlines.discover, fresh: true });
    if (discovered.ok) found(discovered.value);
    else session.dispatch({ type: 'discovery-failed', at: now(), fault: discovered.fault });
    return discovered;
  };

  const refresh = async (): Promise<Result<void, Fault>> => {
    const discovered = await discover();
    if (!discovered.ok) return discovered;
    if (discovered.value.devices.length > 0) await look();
    return ok(undefined);
  };

  const lookNow = async (deviceId: DeviceId): Promise<Result<Seen, Fault>> => {
    const discovered = await discover();
    if (!discovered.ok) return discovered;
    const there = presentDevice(session, deviceId);
    if (!there.ok) return there;
    const seen = await driver.look({ deadlineMs: deadlines.observeForGuard, fresh: true });
    if (!seen.ok) return seen;
    const at = now();
    take([...seen.value].map(([id, sight]) => observedOf(id, sight, at)));
    const sight = seen.value.get(deviceId);
    const device = presentDevice(session, deviceId);
    if (!device.ok) return device;
    return sight === undefined
      ? fail({ kind: 'device-gone', deviceId })
      : ok({ device: device.value, sight });
  };

  return { refresh, found, observeAll, lookNow };
};
