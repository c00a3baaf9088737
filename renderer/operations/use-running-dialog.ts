import { useEffect } from 'react';
import { inOrder } from '#app/operations/history.ts';
import { isRunning } from '#app/operations/operation.ts';
import type { Operation, OperationOf } from '#app/operations/operation.ts';
import { sessionNow, watchSession } from '../state/session-store.ts';
import { viewEvents, viewNow } from '../state/view-store.ts';
import type { DialogKind } from './use-dialog-operation.ts';

/** A trial whose channel is open is shown as a row. */
const isInDialog = (operation: Operation): operation is OperationOf<DialogKind> => {
  if (!isRunning(operation) || operation.partOf !== null) return false;
  return (
    operation.kind === 'measure' ||
    operation.kind === 'probe' ||
    (operation.kind === 'trial' && operation.sample === null)
  );
};

/** A page that was loaded again opens the dialog of what runs: that is where it can be stopped. */
export const useRunningDialog = (): void => {
  useEffect(() => {
    const open = (): void => {
      const session = sessionNow();
      if (session === null) return;
      stop();
      const running = inOrder(session.operations).findLast(isInDialog);
      if (running === undefined || viewNow().dialog !== null) return;
      viewEvents.userOpenedDialog({ kind: running.kind, deviceId: running.deviceId });
    };
    const stop = watchSession(open);
    open();
    return stop;
  }, []);
};
