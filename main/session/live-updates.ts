import type { Clock } from '#app/clock.ts';
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
 * Keeps a session current: devices that come and go as they do, jobs and processes at the session's rate, and
 * rows that have been gone long enough. A look never opens a device and never overlaps the one before. While the
 * session is paused nothing is looked at by the clock.
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
  /** Both change while a look is under way: that is why they are read through a function. */
  let [devicesChanged, paused] = [false, false];
  const isDue = (): boolean => devicesChanged;
  const isResting = (): boolean => paused || stopped;
  let cancelNext: (() => void) | null = null;
  let cancelSweep: (() => void) | null = null;

  /** Arrivals and removals come from the driver's watch; what is looked at by the clock is what uses the devices. */
  const look = async (forDevices: boolean): Promise<void> => {
    devicesChanged ||= forDevices;
    if (running || isResting()) return;
    running = true;
    cancelNext?.();
    const refresh = devicesChanged;
    devicesChanged = false;
    try {
      await (refresh ? devices.refresh() : devices.observeAll());
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
    cancelNext = clock.after(delayMs, () => void look(false));
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
  const unwatch = driver.watch(() => void look(true));
  void look(true);

  return {
    pause: () => {
      paused = true;
      cancelNext?.();
    },
    resume: () => {
      paused = false;
      void look(true);
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
