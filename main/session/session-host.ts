import type { Clock } from '#app/clock.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import type { Environment } from '#app/session/state.ts';
import type { Dot4Driver } from '#native';
import { closeInTime } from '../close-in-time.ts';
import { incident } from '../log.ts';
import type { Log } from '../log.ts';
import { createServices } from '../services.ts';
import type { Services, ServicesOptions } from '../services.ts';
import { learnElevation } from './learn-elevation.ts';
import { startLiveUpdates } from './live-updates.ts';
import type { LiveUpdates } from './live-updates.ts';

/** A driver, and where it runs. */
export interface Chosen {
  readonly driver: Dot4Driver;
  readonly environment: Environment;
  /** The computer's; that of the simulated PC where the driver is simulated. */
  readonly clock: Clock;
}

export interface HostOptions extends Pick<ServicesOptions, 'dataFolder' | 'program' | 'onRequests'> {
  readonly auditOf: (driver: Dot4Driver) => ServicesOptions['audit'];
  readonly publish: (delta: NumberedDelta) => void;
  /** Others have taken the place of the services before. */
  readonly onReplaced: (services: Services) => void;
  readonly log: Log;
}

/** The services that run now. They can give way to others: from devices into practice and back. */
export interface SessionHost {
  readonly services: Services;
  readonly driver: Dot4Driver;
  readonly updates: LiveUpdates;
  /** Closes the services of now, so that every outcome of theirs is on disk, and goes on with the next driver. */
  replace(open: () => Promise<Chosen>): Promise<void>;
  close(): Promise<void>;
}

export const createSessionHost = (options: HostOptions, first: Chosen): SessionHost => {
  const { log } = options;

  const run = ({ driver, environment, clock }: Chosen, firstRevision: number) => {
    const services = createServices({
      ...options,
      driver,
      environment,
      clock,
      firstRevision,
      audit: options.auditOf(driver),
      incident: (where, bug) => incident(log, where, bug),
    });
    learnElevation(driver, services.session).catch((error: unknown) => log.error(`token: ${String(error)}`));
    return { driver, services, clock };
  };
  const startUpdates = ({ driver, services, clock }: ReturnType<typeof run>) =>
    startLiveUpdates(driver, services.session, services.devices, clock, (error) =>
      log.error(`refresh: ${String(error)}`),
    );

  let running = run(first, 0);
  let updates = startUpdates(running);
  let replacing: Promise<void> = Promise.resolve();

  const replaceNow = async (open: () => Promise<Chosen>): Promise<void> => {
    const next = await open();
    const before = running.services;
    const { updates: chosen } = before.session.state;
    updates.stop();
    if (!(await closeInTime(() => before.close()))) log.warn('a driver did not let go: it is left to itself');
    // the window has heard of one revision less than that: the gap makes it ask for everything anew
    const firstRevision = before.publisher.snapshot().revision + 2;
    running = run(next, firstRevision);
    running.services.session.dispatch({ type: 'updates-set', updates: chosen });
    options.onReplaced(running.services);
    options.publish({ revision: firstRevision, delta: {} });
    updates = startUpdates(running);
  };

  return {
    get services() {
      return running.services;
    },
    get driver() {
      return running.driver;
    },
    get updates() {
      return updates;
    },
    replace: (open) => {
      replacing = replacing.then(
        () => replaceNow(open),
        () => replaceNow(open),
      );
      return replacing;
    },
    close: async () => {
      updates.stop();
      await running.services.close();
    },
  };
};
