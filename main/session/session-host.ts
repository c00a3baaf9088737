import type { Clock } from '#app/clock.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import type { Environment } from '#app/session/state.ts';
import { realClock } from '#native';
import type { Dot4Driver } from '#native';
import { closeInTime } from '../close-in-time.ts';
import { incident } from '../log.ts';
import type { Log } from '../log.ts';
import { createDeviceTurns } from '../operations/device-turns.ts';
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
  /** The computer's own: a simulated PC stops its clock when it is closed. */
  readonly clock?: Pick<Clock, 'after'>;
  readonly publish: (delta: NumberedDelta) => void;
  readonly log: Log;
}

/** The services that run now. They can give way to others: from devices into practice and back. */
export interface SessionHost {
  readonly services: Services;
  readonly driver: Dot4Driver;
  readonly updates: LiveUpdates;
  /**
   * Closes the services of now, so that every outcome of theirs is on disk, and goes on with the next driver. What their
   * driver does not give back in time stays known: its device has its turn until it ends, and its outcome is recorded.
   */
  replace(open: () => Promise<Chosen>): Promise<void>;
  /** The window shows another computer: what happens here is not told, and nothing is looked at by itself. */
  stepAside(): void;
  /** The window shows this computer again. */
  stepForward(): void;
  /** Whether the window shows another computer. */
  readonly isAside: boolean;
  /** The number of a session that the window is to show. */
  nextEpoch(): number;
  /** Notifies when other services have taken the place of those before, before the window hears of them. */
  onReplaced(listener: (services: Services) => void): void;
  /** Resolves when a replacement under way has ended and every driver, of now and of before, has let go. */
  close(): Promise<void>;
  /** Records what no driver has given back so far. */
  recordOpen(): Promise<void>;
}

/** Services with their driver, until they are closed. */
interface Opened {
  readonly driver: Dot4Driver;
  readonly services: Services;
  readonly clock: Clock;
  /** Closes them once, whoever asks and however often. */
  close(): Promise<void>;
  /** Whether what happens is told to the window. */
  hear(isHeard: boolean): void;
}

export const createSessionHost = (options: HostOptions, first: Chosen): SessionHost => {
  const { log, clock: own = realClock } = options;
  /** The real devices are the same for every driver that talks to them. Simulated ones end with their driver. */
  const turnsOfWindows = createDeviceTurns();
  const opened = new Set<Opened>();
  let epoch = 0;

  const open = ({ driver, environment, clock }: Chosen): Opened => {
    let isHeard = true;
    const whileHeard =
      <P extends unknown[]>(tell: ((...payload: P) => void) | undefined) =>
      (...payload: P): void => {
        if (isHeard) tell?.(...payload);
      };
    epoch += 1;
    const services = createServices({
      ...options,
      driver,
      environment,
      clock,
      epoch,
      audit: options.auditOf(driver),
      incident: (where, bug) => incident(log, where, bug),
      turns: driver.kind === 'windows' ? turnsOfWindows.beside() : createDeviceTurns(),
      publish: whileHeard(options.publish),
      onRequests: whileHeard(options.onRequests),
    });
    learnElevation(driver, services.session).catch((error: unknown) => log.error(`token: ${String(error)}`));
    let closed: Promise<void> | null = null;
    const one: Opened = {
      driver,
      services,
      clock,
      close: () => (closed ??= services.close().finally(() => opened.delete(one))),
      hear: (isHeardNow) => (isHeard = isHeardNow),
    };
    opened.add(one);
    return one;
  };

  const startUpdates = ({ driver, services, clock }: Opened): LiveUpdates =>
    startLiveUpdates(driver, services.session, services.devices, clock, (error) =>
      log.error(`refresh: ${String(error)}`),
    );

  const leave = async (before: Opened): Promise<void> => {
    if (await closeInTime(() => before.close(), own)) return;
    log.warn('a driver did not let go: it is left to itself');
    void before.close().then(
      () => log.warn('the driver that was left to itself has let go'),
      (error: unknown) => log.error(`closing late: ${String(error)}`),
    );
  };

  const listeners: ((services: Services) => void)[] = [];
  let running = open(first);
  let updates = startUpdates(running);
  let closing = false;
  const isClosing = (): boolean => closing;
  let replacing: Promise<void> = Promise.resolve();

  const replaceNow = async (choose: () => Promise<Chosen>): Promise<void> => {
    if (isClosing()) return;
    const next = await choose();
    if (!isClosing()) {
      updates.stop();
      await leave(running);
    }
    // closing may have begun meanwhile: then nothing follows
    if (isClosing()) return next.driver.close();
    const { updates: chosen, thresholds } = running.services.session.state;
    running.hear(false);
    running = open(next);
    running.services.session.dispatch(
      { type: 'updates-set', updates: chosen },
      { type: 'thresholds-set', thresholds },
    );
    for (const listener of listeners) listener(running.services);
    // of another epoch: it makes the window ask for everything
    options.publish({ epoch, revision: 0, delta: {} });
    updates = startUpdates(running);
  };

  let isAside = false;
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
    get isAside() {
      return isAside;
    },
    stepAside: () => {
      isAside = true;
      updates.stop();
      running.hear(false);
    },
    stepForward: () => {
      isAside = false;
      running.hear(true);
      epoch += 1;
      running.services.publisher.renumber(epoch);
      updates = startUpdates(running);
    },
    nextEpoch: () => ++epoch,
    replace: (choose) => {
      const replaced = replacing.then(() => replaceNow(choose));
      replacing = replaced.catch(() => undefined);
      return replaced;
    },
    onReplaced: (listener) => void listeners.push(listener),
    close: async () => {
      closing = true;
      updates.stop();
      const ends = await Promise.allSettled([replacing, ...[...opened].map((one) => one.close())]);
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    },
    recordOpen: async () => {
      await Promise.all([...opened].map(({ services }) => services.operations.recordOpen()));
    },
  };
};
