import { inOrder, keysOf } from '#app/operations/history.ts';
import type { OperationOf } from '#app/operations/operation.ts';
import type { SessionState } from '#app/session/state.ts';
import type { Verdict } from '#app/verdict/verdict.ts';
import { verdictsOf } from '#app/verdict/verdict-of.ts';
import { isPresent } from './devices.ts';
import { meantDevice } from './meant-device.ts';
import type { Chosen } from './meant-device.ts';
import { sessionMs, useOperations } from './session-store.ts';
import { useSearch } from './view-store.ts';

export type Search = OperationOf<'find'>;
export type Mending = OperationOf<'close' | 'remedy'>;

type Operations = SessionState['operations'];

/** Searches that a person asked for, oldest first. */
export const searchesIn = (operations: Operations): readonly Search[] =>
  inOrder(operations).filter((one): one is Search => one.kind === 'find');

/** The one to show: the newest that was not read yet. */
export const lastSearch = (operations: Operations): Search | null =>
  searchesIn(operations).findLast(({ isDismissed }) => !isDismissed) ?? null;

/** The channels that a search found something wrong with. */
export const keysFound = ({ outcome }: Search): readonly string[] =>
  (outcome?.kind === 'done' ? (outcome.report.explanation?.channels ?? []) : []).map(({ key }) => key);

/** What was done since a search to the channels that it found, oldest first. */
export const mendingsSince = (operations: Operations, search: Search): readonly Mending[] => {
  const { id } = search;
  const keys = new Set(keysFound(search));
  return inOrder(operations).filter(
    (one): one is Mending =>
      one.id > id &&
      (one.kind === 'close' || one.kind === 'remedy') &&
      keysOf(one).some((key) => keys.has(key)),
  );
};

/** Whether the card of a search takes the place of what else the details show. */
export const useIsFinding = (): boolean => {
  const search = lastSearch(useOperations());
  const where = useSearch();
  return where === 'asking' || (where === 'open' && search !== null);
};

/**
 * The printer that a search begins with: the one that is meant, as for every command. While a person has chosen none, the
 * worst as far as is known; of several with the same trouble the one in the details.
 */
export const searchedDevice = (state: SessionState, view: Chosen, now: number): string | null => {
  const ofDetails = meantDevice(view);
  const wanted = view.cursor.isMoved ? ofDetails : view.deviceId;
  const device = wanted == null ? undefined : state.devices[wanted];
  if (device !== undefined && isPresent(device)) return device.device.id;
  const verdicts = verdictsOf(state, 'unknown', { at: now, ms: sessionMs() });
  const [worst = null] = verdicts;
  const isOfDetails = ({ kind, deviceId }: Verdict): boolean =>
    kind === worst?.kind && deviceId === ofDetails && worst.explanation !== null;
  return (verdicts.find(isOfDetails) ?? worst)?.deviceId ?? null;
};
