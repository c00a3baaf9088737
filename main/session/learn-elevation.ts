import type { Dot4Driver } from '#native';
import { deadlines } from '../deadlines.ts';
import type { Session } from './session-service.ts';

/** Asks once whether the program runs with an administrator's rights; what was known stays where it is not told. */
export const learnElevation = async (driver: Dot4Driver, session: Session): Promise<void> => {
  const elevated = await driver.isElevated({ deadlineMs: deadlines.observe });
  if (elevated === null) return;
  session.dispatch({ type: 'environment', environment: { ...session.state.environment, elevated } });
};
