import type { Clock } from '#app/clock.ts';
import { goneLingerMs } from '#app/session/gone-rows.ts';
import type { Dot4Driver } from '#native';
import type { DeviceService } from './device-service.ts';
import type { Session } from './session-service.ts';

/** How often the surroundings of the devices are looked at, in ms. Looking never opens a device. */
const observeEveryMs = 2_000;

export interface LiveUpdates {
  /** Looks no more, until `resume` looks for devices at once. */
  pause(): void;
  resume(): void;
  stop(): void;
}

/**
 * Keeps a session current: devices that come and go, jobs and processes, and rows that have been gone long
 * enough. A look never overlaps the one before.
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
      if (!isResting()) cancelNext = clock.after(isDue() ? 0 : observeEveryMs, () => void look(false));
    }
  };

  const anyGone = (): boolean =>
    Object.values(session.state.channels).some((channel) => channel.phase.kind === 'gone');

  /** A while after a change, so that the rows are gone through once however many change. */
  const sweepLater = (): void => {
    if (stopped || cancelSweep !== null) return;
    cancelSweep = clock.after(goneLingerMs / 2, () => {
      cancelSweep = null;
      session.dispatch({ type: 'swept', at: clock.now() });
      if (anyGone()) sweepLater();
    });
  };

  const unsubscribe = session.subscribe(sweepLater);
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
