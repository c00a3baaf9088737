import type { Dot4Driver, Simulator } from '#native';
import { startLiveUpdates as startOrdinary } from '../../../../main/session/live-updates.ts';
import { putUnderControl } from './control.ts';

const isSimulator = (driver: Dot4Driver): driver is Simulator => driver.kind === 'simulator';

/** Stands in for main/session/live-updates.ts: the same, with main's session in the hand of the measurement. */
export const startLiveUpdates: typeof startOrdinary = (driver, session, ...others) => {
  if (isSimulator(driver)) putUnderControl(driver, session);
  return startOrdinary(driver, session, ...others);
};
