import { inOrder, keysOf } from '#app/operations/history.ts';
import type { OperationOf } from '#app/operations/operation.ts';
import type { SessionState } from '#app/session/state.ts';
import { verdictsOf } from '#app/verdict/verdict-of.ts';
import { isPresent, presentDevices } from './devices.ts';
import { sessionMs, useOperations } from './session-store.ts';
import { channelIn } from './shelves.ts';
import { useSearch } from './view-store.ts';
import type { viewNow } from './view-store.ts';

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

/** The printer that is probably meant: the chosen one, that of the row a person went to, or the worst as far as is known. */
export const searchedDevice = (
  state: SessionState,
  { deviceId, cursor }: Pick<ReturnType<typeof viewNow>, 'deviceId' | 'cursor'>,
  now: number,
): string | null => {
  const focused = cursor.isMoved && cursor.focused !== null ? channelIn(state, cursor.focused) : undefined;
  const wanted = [deviceId, focused?.deviceId].find((id) => {
    const device = id == null ? undefined : state.devices[id];
    return device !== undefined && isPresent(device);
  });
  return (
    wanted ??
    verdictsOf(state, 'unknown', { at: now, ms: sessionMs() })[0]?.deviceId ??
    presentDevices(state.devices)[0]?.device.id ??
    null
  );
};
