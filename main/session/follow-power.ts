import type { Dot4Driver } from '#native';
import type { LiveUpdates } from './live-updates.ts';

/** What following needs of Electron's powerMonitor. */
export interface Power {
  on(event: 'suspend' | 'resume', listener: () => void): unknown;
}

/** Before the computer sleeps every link is closed; when it has woken up, devices are looked for at once. */
export const followPower = (
  power: Power,
  driver: Dot4Driver,
  updates: LiveUpdates,
  onError: (error: unknown) => void,
): void => {
  power.on('suspend', () => {
    updates.pause();
    driver.suspend().catch(onError);
  });
  power.on('resume', () => {
    driver.resume();
    updates.resume();
  });
};
