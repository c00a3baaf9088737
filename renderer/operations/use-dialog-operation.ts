import { useState } from 'react';
import type { Fault } from '#app/faults/fault.ts';
import { lastOf } from '#app/operations/history.ts';
import { isRunning } from '#app/operations/operation.ts';
import type { Operation, OperationOf, OperationRequest } from '#app/operations/operation.ts';
import { useApi } from '../api.ts';
import { useOperations } from '../state/session-store.ts';

/** The kinds of operations that have a dialog. */
export type DialogKind = 'measure' | 'probe' | 'trial';

export interface DialogOperation<K extends DialogKind> {
  /** The one that runs, or ended and was not read yet; null: the dialog asks first. */
  readonly operation: OperationOf<K> | null;
  readonly isRunning: boolean;
  /** Why the last request never became an operation. */
  readonly refusal: Fault | null;
  readonly start: (request: OperationRequest & { kind: K }) => Promise<void>;
  /** Asks for the end of one that runs; one that has ended counts as read, and the dialog closes. */
  readonly leave: () => void;
  /** False once its end was asked for. */
  readonly canLeave: boolean;
}

const wasRead = ({ isDismissed }: Operation): boolean => isDismissed;

/** A dialog is a view of an operation of the session: a page that was loaded again shows the same. */
export const useDialogOperation = <K extends DialogKind>(
  kind: K,
  deviceId: string,
  onClose: () => void,
): DialogOperation<K> => {
  const api = useApi();
  const [refusal, setRefusal] = useState<Fault | null>(null);
  const last = lastOf(useOperations(), kind, deviceId);
  const operation = last === null || wasRead(last) ? null : last;
  const running = operation !== null && isRunning(operation);
  return {
    operation,
    isRunning: running,
    refusal,
    start: async (request) => {
      setRefusal(null);
      const answer = await api.operation.start(request);
      if (!answer.ok) setRefusal(answer.fault);
    },
    leave: () => {
      const id = operation?.id;
      if (id !== undefined) void (running ? api.operation.cancel({ id }) : api.operation.dismiss({ id }));
      if (!running) onClose();
    },
    canLeave: !running || !operation.isCancelled,
  };
};
