import { inOrder, lastOf } from '../operations/history.ts';
import type { OperationOf } from '../operations/operation.ts';
import type { SessionState } from '../session/state.ts';
import { hasShown } from '../trial/trial.ts';

type Trial = OperationOf<'trial'>;

/** Requests that the driver can answer only once the printer has. */
const askPrinter: ReadonlySet<string> = new Set(['CREATE_SOCKET', 'OPEN_CHANNEL']);

/** Whether the printer answered; null: the trial does not show it. */
const answeredIn = ({ outcome }: Trial): boolean | null => {
  if (outcome?.kind === 'done') return hasShown(outcome.report) ? outcome.report.verdict !== 'no-echo' : null;
  if (outcome?.kind !== 'failed') return null;
  const { fault } = outcome;
  return fault.kind === 'deadline' && fault.withdrawn && askPrinter.has(fault.request) ? false : null;
};

/**
 * Whether the printer answered when it was last tried. A trial counts until the next scan. That it did not is said only
 * where the driver answered the scan before it: else the driver may be what is silent.
 */
export const hasAnswered = (
  { operations, devices }: Pick<SessionState, 'operations' | 'devices'>,
  deviceId: string,
): { readonly answered: boolean; readonly service: string } | null => {
  const scan = lastOf(operations, 'scan', deviceId);
  const told = inOrder(operations).findLast(
    (one): one is Trial =>
      one.kind === 'trial' &&
      one.deviceId === deviceId &&
      one.id > (scan?.id ?? 0) &&
      answeredIn(one) !== null,
  );
  const answered = told === undefined ? null : answeredIn(told);
  if (told === undefined || answered === null) return null;
  const isDriverAwake = devices[deviceId]?.scan.kind === 'done';
  return answered || isDriverAwake ? { answered, service: told.service } : null;
};
