import type { Clock } from '#app/clock.ts';
import type { Discovery } from '#app/dot4/device.ts';
import { goneLingerMs } from '#app/session/gone-rows.ts';
import type { Dot4Driver } from '#native';
import type { DeviceService } from './device-service.ts';
import type { Session } from './session-service.ts';

export interface LiveUpdates {
  /** Looks no more, until `resume` looks for devices at once. */
  pause(): void;
  resume(): void;
  stop(): void;
}

/**
 * Keeps a session current: devices that come and go as the driver's watch finds them, jobs and processes at the
 * session's rate, and rows that have been gone long enough. A look never opens a device and never overlaps the one
 * before. While the session is paused nothing is looked at by the clock.
 */
export const startLiveUpdates = (
  driver: Dot4Driver,
  session: Session,
  devices: DeviceService,
  clock: Clock,
  onError: (error: unknown) => void,
): LiveUpdates => {
  let stopped = false;
  let running = false;
  let { updates } = session.state;
  let paused = false;
  /** What is to be done at once, or as soon as the look under way has ended. */
  let due: 'refresh' | 'look' | null = null;
  /** Both change while a look is under way: that is why they are read through a function. */
  const isDue = (): boolean => due !== null;
  const isResting = (): boolean => paused || stopped;
  let cancelNext: (() => void) | null = null;
  let cancelSweep: (() => void) | null = null;

  const look = async (): Promise<void> => {
    if (running || isResting()) return;
    running = true;
    cancelNext?.();
    const forDevices = due === 'refresh';
    due = null;
    try {
      await (forDevices ? devices.refresh() : devices.observeAll());
    } catch (error) {
      onError(error);
    } finally {
      running = false;
      lookLater(isDue() ? 0 : updates.rateMs);
    }
  };

  const lookLater = (delayMs: number): void => {
    cancelNext?.();
    cancelNext = null;
    if (isResting() || running || (updates.isPaused && !isDue())) return;
    cancelNext = clock.after(delayMs, () => void look());
  };

  const followRate = (): void => {
    const before = updates;
    updates = session.state.updates;
    if (updates !== before) lookLater(before.isPaused ? 0 : updates.rateMs);
  };

  const anyGone = (): boolean =>
    Object.values(session.state.channels).some((channel) => channel.phase.kind === 'gone');

  /** A while after a change, so that the rows are gone through once however many change. */
  const sweepLater = (): void => {
    if (stopped || cancelSweep !== null) return;
    cancelSweep = clock.after(goneLingerMs / 2, () => {
      cancelSweep = null;
      session.dispatch({ type: 'swept' });
      if (anyGone()) sweepLater();
    });
  };

  const unsubscribe = session.subscribe(() => {
    followRate();
    sweepLater();
  });
  const refresh = (): void => {
    due = 'refresh';
    void look();
  };

  /** Rows follow at once, also while a look is under way; what uses the devices is looked at next. */
  const found = (discovery: Discovery): void => {
    if (isResting()) return;
    try {
      devices.found(discovery);
    } catch (error) {
      onError(error);
    }
    due ??= 'look';
    void look();
  };

  const unwatch = driver.watch(found);
  refresh();

  return {
    pause: () => {
      paused = true;
      cancelNext?.();
    },
    resume: () => {
      paused = false;
      refresh();
    },
    stop: () => {
      stopped = true;
      unsubscribe();
      unwatch();
      cancelNext?.();
      cancelSweep?.();
    },
  };
};
