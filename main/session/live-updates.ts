import type { Clock } from '#app/clock.ts';
import { goneLingerMs } from '#app/session/gone-rows.ts';
import type { Dot4Driver } from '#native';
import type { DeviceService } from './device-service.ts';
import type { Session } from './session-service.ts';

/** How often devices and their surroundings are looked at, in ms. Looking never opens a device. */
const refreshEveryMs = 2_000;

/**
 * Keeps a session current: devices that come and go, jobs and processes, and rows that have been gone long
 * enough. A refresh never overlaps the one before.
 */
export const startLiveUpdates = (
  driver: Dot4Driver,
  session: Session,
  devices: DeviceService,
  clock: Clock,
  onError: (error: unknown) => void,
): (() => void) => {
  let stopped = false;
  let running = false;
  let again = false;
  let cancelRefresh: (() => void) | null = null;
  let cancelSweep: (() => void) | null = null;

  const refresh = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    cancelRefresh?.();
    try {
      await devices.refresh();
    } catch (error) {
      onError(error);
    } finally {
      running = false;
      if (!stopped) cancelRefresh = clock.after(again ? 0 : refreshEveryMs, () => void refresh());
      again = false;
    }
  };

  const sweepLater = (): void => {
    if (stopped || cancelSweep !== null) return;
    if (!Object.values(session.state.channels).some((channel) => channel.phase.kind === 'gone')) return;
    cancelSweep = clock.after(goneLingerMs / 2, () => {
      cancelSweep = null;
      session.dispatch({ type: 'swept', at: clock.now() });
      sweepLater();
    });
  };

  const unsubscribe = session.subscribe(sweepLater);
  const unwatch = driver.watch(() => void refresh());
  void refresh();

  return () => {
    stopped = true;
    unsubscribe();
    unwatch();
    cancelRefresh?.();
    cancelSweep?.();
  };
};
