import type { Dot4Driver } from '#native';
import type { LiveUpdates } from './live-updates.ts';

/** What following needs of Electron's powerMonitor. */
export interface Power {
  on(event: 'suspend' | 'resume', listener: () => void): unknown;
}

/** Before the computer sleeps every link is closed; when it has woken up, devices are looked for at once. */
export const followPower = (
  power: Power,
  /** What runs now: another driver may have taken the place of the one before. */
  running: { readonly driver: Dot4Driver; readonly updates: LiveUpdates },
  onError: (error: unknown) => void,
): void => {
  power.on('suspend', () => {
    running.updates.pause();
    running.driver.suspend().catch(onError);
  });
  power.on('resume', () => {
    running.driver.resume();
    running.updates.resume();
  });
};
