import type { Verdict } from '../verdict/verdict.ts';
import type { SessionState } from '../session/state.ts';
import type { Outcome } from '../teardown/outcome.ts';
import { isRunning } from './operation.ts';
import type { Operation, OperationOf } from './operation.ts';

type Operations = SessionState['operations'];

/** In the order of their start, whatever the clock said. */
export const inOrder = (operations: Operations): readonly Operation[] =>
  Object.values(operations).toSorted((a, b) => a.id - b.id);

/** One channel that a close was asked for, and its outcome. */
export interface Teardown {
  readonly operation: number;
  readonly key: string | null;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly hostSocket: number;
  readonly generation: number | null;
  readonly service: string | null;
  readonly at: number;
  readonly outcome: Outcome;
  readonly isDismissed: boolean;
}

/** The channels of a close that have an outcome. */
export const closedBy = (close: OperationOf<'close'>): Teardown[] => {
  const { id, deviceId, deviceName, startedAt, endedAt, isDismissed } = close;
  const of = { operation: id, deviceId, deviceName, at: endedAt ?? startedAt, isDismissed };
  return close.closings.flatMap(({ outcome, ...closing }) =>
    outcome === null ? [] : [{ ...of, ...closing, outcome }],
  );
};

/** The last operation of a kind on a device, running or ended. */
export const lastOf = <K extends Operation['kind']>(
  operations: Operations,
  kind: K,
  deviceId: string,
): OperationOf<K> | null =>
  inOrder(operations).findLast(
    (one): one is OperationOf<K> => one.kind === kind && one.deviceId === deviceId,
  ) ?? null;

/** The last search on a device, where it came to a verdict. */
export const lastVerdict = (
  operations: Operations,
  deviceId: string,
): { readonly search: OperationOf<'find'>; readonly verdict: Verdict } | null => {
  const search = lastOf(operations, 'find', deviceId);
  return search?.outcome?.kind === 'done' ? { search, verdict: search.outcome.report } : null;
};

/** The last thing that was done to the channels of a device before an operation, or at all. */
const lastDone = (operations: Operations, deviceId: string, before = Infinity): Operation | null =>
  inOrder(operations).findLast(
    (one) => one.id < before && one.deviceId === deviceId && (one.kind === 'close' || one.kind === 'remedy'),
  ) ?? null;

/** Whether something was done since a search to the channels of its device. */
export const isDoneSince = (operations: Operations, { id, deviceId }: Operation): boolean =>
  (lastDone(operations, deviceId)?.id ?? 0) > id;

/** Whether what was done before a search did not help: no person said that it works, and a fault is searched for again. */
export const isStillFailing = (operations: Operations, { id, deviceId }: Operation): boolean => {
  const done = lastDone(operations, deviceId, id);
  return done !== null && done.answer !== 'works';
};

/** The operations that ended between two states of them. */
export const endedSince = (before: Operations, after: Operations): readonly Operation[] =>
  before === after
    ? []
    : inOrder(after).filter((one) => {
        const earlier = before[one.id];
        return !isRunning(one) && (earlier === undefined || isRunning(earlier));
      });

/** What runs on a device, or waits for it. */
export const runningOn = (operations: Operations, deviceId: string): readonly Operation[] =>
  inOrder(operations).filter((one) => one.deviceId === deviceId && isRunning(one));

/** The channels to which an operation does something; those without a row have no key. */
export const keysOf = (operation: Operation): readonly string[] => {
  if (operation.kind === 'remedy') return [operation.channelKey];
  return operation.kind === 'close' ? operation.closings.flatMap(({ key }) => key ?? []) : [];
};

/** Whether an operation is about these channels and no others. */
export const isAbout = (operation: Operation, keys: readonly string[]): boolean => {
  const own = keysOf(operation);
  return own.length > 0 && own.every((key) => keys.includes(key));
};
