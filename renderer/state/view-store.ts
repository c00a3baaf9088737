import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Fault } from '#app/faults/fault.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { Result } from '#app/result.ts';
import type { DetailsTab } from '#app/words/details.ts';
import { keyAway, leave, moveTo, noCursor, selectAll, stayWith } from './cursor.ts';
import type { Cursor, Move } from './cursor.ts';
import { sessionNow } from './session-store.ts';
import { worstFirst } from './sorting.ts';
import type { Sorting } from './sorting.ts';
import { overlayIsOpen, tableDialogIsOpen } from './table-store.ts';

/** A command that main refused as a whole; it belongs to no row and main keeps no record of it. */
export interface CommandFault {
  readonly id: number;
  /** The last operation or notice before it. */
  readonly after: number;
  readonly at: number;
  readonly fault: Fault;
  /** What was to be copied and was not. */
  readonly uncopied: string | null;
}

/** A dialog that a command opens; the confirmation of closing is `closing`. */
export type OpenDialog =
  | { readonly kind: 'measure' | 'probe' | 'trial'; readonly deviceId: string }
  | { readonly kind: 'audit' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'thresholds' }
  | { readonly kind: 'connect' }
  | { readonly kind: 'about' };

interface View {
  /** null: all devices. */
  readonly deviceId: string | null;
  readonly filter: string;
  readonly sorting: Sorting;
  /** The keys of the shown rows, top to bottom. */
  readonly order: readonly string[];
  /** The device and filter that those rows were asked for with. */
  readonly listed: { readonly deviceId: string | null; readonly filter: string };
  readonly cursor: Cursor;
  /** The channels to which something was done: the details stay with them until a person chooses another row. */
  readonly acted: readonly string[] | null;
  /** The channels that the confirmation asks about; null: it is closed. */
  readonly closing: readonly string[] | null;
  /** The step of the ladder that is asked about, as it was when it was asked for; null: none. */
  readonly asked: { readonly key: string; readonly step: RemedyStep } | null;
  readonly dialog: OpenDialog | null;
  /** Where *Find what is stuck* is: asked for, in the details, or one line above what a person chose to see. */
  readonly search: 'asking' | 'open' | 'aside';
  /** Stays while the selection moves. */
  readonly detailsTab: DetailsTab;
  /** Where the menu of a row is open; null: it is closed. */
  readonly menuAt: { readonly x: number; readonly y: number } | null;
  readonly commandFaults: readonly CommandFault[];
  readonly connectAttempt: number;
}

const initialView: View = {
  deviceId: null,
  filter: '',
  sorting: worstFirst,
  order: [],
  listed: { deviceId: null, filter: '' },
  cursor: noCursor,
  acted: null,
  closing: null,
  asked: null,
  dialog: null,
  search: 'open',
  detailsTab: 'evidence',
  menuAt: null,
  commandFaults: [],
  connectAttempt: 0,
};

const useStore = create<View>()(() => initialView);
const { setState } = useStore;

const begun = (cursor: Cursor): Cursor => (cursor.isMoved ? cursor : { ...cursor, isMoved: true });

/** A person chose what else to see. */
const elsewhere = { search: 'aside', acted: null } as const;

export const viewEvents = {
  windowOpened: (): void => setState(initialView),
  userChoseDevice: (deviceId: string | null): void =>
    setState(({ deviceId: before, acted }) => ({
      ...elsewhere,
      deviceId,
      acted: deviceId === before ? acted : null,
    })),
  /** Other devices take the place of those that were shown: nothing chosen among them holds any more. */
  devicesReplaced: (): void =>
    setState({
      ...{ deviceId: null, cursor: noCursor, acted: null, search: 'open' },
      ...{ closing: null, asked: null, dialog: null, menuAt: null },
    }),
  userTypedFilter: (filter: string): void => setState({ filter }),
  userSorted: (sorting: Sorting): void => setState({ sorting }),
  /** `most`: the row that matters most of them. */
  rowsOrdered: (order: readonly string[], most: () => string | null): void =>
    setState((view) => {
      const { deviceId, filter, listed } = view;
      const isOtherList = deviceId !== listed.deviceId || filter !== listed.filter;
      const cursor = stayWith(view.cursor, view.order, order, most, isOtherList);
      if (!isOtherList && order === view.order && cursor === view.cursor) return view;
      return { order, cursor, listed: { deviceId, filter } };
    }),
  userMovedTo: (key: string, move: Move): void =>
    setState(({ cursor, order }) => ({ cursor: moveTo(cursor, order, key, move), ...elsewhere })),
  userMovedBy: (steps: number, move: Move): void =>
    setState(({ cursor, order }) => {
      const key = keyAway(cursor, order, steps);
      return key === null ? {} : { cursor: moveTo(cursor, order, key, move), ...elsewhere };
    }),
  userSelectedAll: (): void =>
    setState(({ cursor, order }) => ({ cursor: selectAll(cursor, order), ...elsewhere })),
  userSelected: (keys: readonly string[]): void =>
    setState(({ cursor, order }) => ({
      cursor: keys.reduce(
        (next, key, index) => moveTo(next, order, key, index === 0 ? 'select' : 'toggle'),
        cursor,
      ),
      ...elsewhere,
    })),
  /** Works with what is selected, whoever selected it: from now on it stays selected. */
  userBegan: (): void => setState(({ cursor }) => (cursor.isMoved ? {} : { cursor: begun(cursor) })),
  userActedOn: (keys: readonly string[]): void =>
    setState(({ cursor }) => ({ acted: keys, cursor: begun(cursor) })),
  /** Has read what became of these channels: the details are free for what is chosen next. */
  userIsDone: (keys: readonly string[]): void =>
    setState(({ cursor, order }) => ({ ...elsewhere, cursor: leave(cursor, order, keys) })),
  userAskedToFind: (): void => setState({ search: 'asking', menuAt: null }),
  userShowedSearch: (): void => setState({ search: 'open' }),
  userLeftSearch: (): void => setState({ search: 'aside' }),
  userAskedToClose: (keys: readonly string[]): void =>
    setState(({ cursor }) => ({ closing: keys, menuAt: null, cursor: begun(cursor) })),
  userLeftConfirmation: (): void => setState({ closing: null }),
  userAskedForStep: (key: string, step: RemedyStep): void =>
    setState(({ cursor }) => ({ asked: { key, step }, menuAt: null, cursor: begun(cursor) })),
  userLeftStep: (): void => setState({ asked: null }),
  userOpenedDialog: (dialog: OpenDialog): void => setState({ dialog, menuAt: null }),
  userLeftDialog: (): void => setState({ dialog: null }),
  userChoseTab: (detailsTab: DetailsTab): void => setState({ detailsTab }),
  userOpenedMenu: (x: number, y: number): void =>
    setState(({ cursor }) => ({ menuAt: { x, y }, cursor: begun(cursor) })),
  userLeftMenu: (): void => setState({ menuAt: null }),
  userAskedToReconnect: (): void =>
    setState(({ connectAttempt }) => ({ connectAttempt: connectAttempt + 1 })),
  commandRefused: (at: number, fault: Fault, uncopied: string | null = null): void =>
    setState(({ commandFaults }) => {
      const id = 1 + (commandFaults.at(-1)?.id ?? 0);
      const after = sessionNow()?.lastId ?? 0;
      return { commandFaults: [...commandFaults, { id, after, at, fault, uncopied }] };
    }),
  userDismissedFault: (id: number): void =>
    setState(({ commandFaults }) => ({ commandFaults: commandFaults.filter((other) => other.id !== id) })),
};

/** Main's refusal of a whole command is shown; being cancelled is what the person wanted. */
export const showFault = (answer: Result<unknown, Fault>): void => {
  if (!answer.ok && answer.fault.kind !== 'cancelled') viewEvents.commandRefused(Date.now(), answer.fault);
};

/** The view of this moment, for what happens outside of rendering. */
export const viewNow = (): View => useStore.getState();
export const watchView = (changed: () => void): (() => void) => useStore.subscribe(changed);

/**
 * The channels that the details are about: those to which something was done, else those that are selected, the one with
 * the focus, or the one that has just left.
 */
const aboutIn = ({ acted, cursor: { selected, focused, left } }: View): readonly string[] => {
  if (acted !== null) return acted;
  if (selected.size > 1) return [...selected];
  if (focused !== null) return [focused];
  return left === null || left.isRead ? [] : [left.key];
};

export const aboutNow = (): readonly string[] => aboutIn(viewNow());
export const useAbout = (): readonly string[] => useStore(useShallow(aboutIn));

/** A dialog keeps the keyboard and every command to itself. */
export const dialogIsOpen = (): boolean =>
  viewNow().closing !== null || viewNow().asked !== null || viewNow().dialog !== null || tableDialogIsOpen();

/** While a dialog or a menu is open the rows keep their places. */
export const rowsAreFrozen = (): boolean => dialogIsOpen() || viewNow().menuAt !== null || overlayIsOpen();

export const useChosenDevice = (): string | null => useStore(({ deviceId }) => deviceId);
export const useFilter = (): string => useStore(({ filter }) => filter);
export const useSorting = (): Sorting => useStore(({ sorting }) => sorting);
export const useFocusedKey = (): string | null => useStore(({ cursor }) => cursor.focused);
export const useIsFocused = (key: string): boolean => useStore(({ cursor }) => cursor.focused === key);
export const useIsSelected = (key: string): boolean => useStore(({ cursor }) => cursor.selected.has(key));
export const useSelected = (): ReadonlySet<string> => useStore(({ cursor }) => cursor.selected);
export const useClosing = (): readonly string[] | null => useStore(({ closing }) => closing);
export const useSearch = (): View['search'] => useStore(({ search }) => search);
export const useAskedStep = (): View['asked'] => useStore(({ asked }) => asked);
/** A question is open that goes before something is done to a channel. */
export const useIsAsking = (): boolean =>
  useStore(({ closing, asked }) => closing !== null || asked !== null);
export const useDialog = (): OpenDialog | null => useStore(({ dialog }) => dialog);
export const useDetailsTab = (): DetailsTab => useStore(({ detailsTab }) => detailsTab);
export const useMenuAt = (): View['menuAt'] => useStore(({ menuAt }) => menuAt);
export const useCommandFaults = (): readonly CommandFault[] => useStore(({ commandFaults }) => commandFaults);
export const useConnectAttempt = (): number => useStore(({ connectAttempt }) => connectAttempt);
