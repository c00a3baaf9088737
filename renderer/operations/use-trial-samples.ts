import { useEffect } from 'react';
import { sessionNow, watchSession } from '../state/session-store.ts';
import { viewEvents, viewNow, watchView } from '../state/view-store.ts';
import { trialEvents } from './trial-store.ts';

/** Moves to a row as soon as it is shown. */
const moveWhenShown = (key: string): (() => void) => {
  const move = (): void => {
    if (!viewNow().order.includes(key)) return;
    stop();
    viewEvents.userMovedTo(key, 'select');
  };
  const stop = watchView(move);
  move();
  return stop;
};

/** Once its channel is open, a trial leaves its dialog and is shown as what it is: a row with its activity. */
export const useTrialSamples = (): void => {
  useEffect(() => {
    let stopMoving = (): void => undefined;
    const take = (): void => {
      const session = sessionNow();
      const opened = session === null ? null : trialEvents.sessionChanged(session);
      if (opened === null) return;
      if (viewNow().dialog?.kind === 'trial') viewEvents.userLeftDialog();
      viewEvents.userChoseTab('activity');
      stopMoving();
      stopMoving = moveWhenShown(opened.key);
    };
    const stopListening = watchSession(take);
    take();
    return () => {
      stopListening();
      stopMoving();
    };
  }, []);
};
