import { create } from 'zustand';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { DetailsTab } from '#app/words/details.ts';
import { follow, keyAway, moveTo, noCursor, selectAll } from './cursor.ts';
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
  | { readonly kind: 'about' };

interface View {
  /** null: all devices. */
  readonly deviceId: string | null;
  readonly filter: string;
  readonly sorting: Sorting;
  /** The keys of the shown rows, top to bottom. */
  readonly order: readonly string[];
  readonly cursor: Cursor;
  /** The channels that the confirmation asks about; null: it is closed. */
  readonly closing: readonly string[] | null;
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
  cursor: noCursor,
  closing: null,
  dialog: null,
  search: 'open',
  detailsTab: 'evidence',
  menuAt: null,
  commandFaults: [],
  connectAttempt: 0,
};

const useStore = create<View>()(() => initialView);
const { setState } = useStore;

/** A person chose what else to see. */
const aside = { search: 'aside' } as const;

export const viewEvents = {
  windowOpened: (): void => setState(initialView),
  userChoseDevice: (deviceId: string | null): void => setState({ deviceId, ...aside }),
  /** Other devices take the place of those that were shown: nothing chosen among them holds any more. */
  devicesReplaced: (): void =>
    setState({ deviceId: null, cursor: noCursor, closing: null, dialog: null, search: 'open', menuAt: null }),
  userTypedFilter: (filter: string): void => setState({ filter }),
  userSorted: (sorting: Sorting): void => setState({ sorting }),
  rowsOrdered: (order: readonly string[]): void =>
    setState((view) => ({ order, cursor: follow(view.cursor, view.order, order) })),
  userMovedTo: (key: string, move: Move): void =>
    setState(({ cursor, order }) => ({ cursor: moveTo(cursor, order, key, move), ...aside })),
  userMovedBy: (steps: number, move: Move): void =>
    setState(({ cursor, order }) => {
      const key = keyAway(cursor, order, steps);
      return key === null ? {} : { cursor: moveTo(cursor, order, key, move), ...aside };
    }),
  userSelectedAll: (): void =>
    setState(({ cursor, order }) => ({ cursor: selectAll(cursor, order), ...aside })),
  userSelected: (keys: readonly string[]): void =>
    setState(({ cursor, order }) => ({
      cursor: keys.reduce(
        (next, key, index) => moveTo(next, order, key, index === 0 ? 'select' : 'toggle'),
        cursor,
      ),
      ...aside,
    })),
  userAskedToFind: (): void => setState({ search: 'asking', menuAt: null }),
  userShowedSearch: (): void => setState({ search: 'open' }),
  userLeftSearch: (): void => setState(aside),
  userAskedToClose: (keys: readonly string[]): void => setState({ closing: keys, menuAt: null }),
  userLeftConfirmation: (): void => setState({ closing: null }),
  userOpenedDialog: (dialog: OpenDialog): void => setState({ dialog, menuAt: null }),
  userLeftDialog: (): void => setState({ dialog: null }),
  userChoseTab: (detailsTab: DetailsTab): void => setState({ detailsTab }),
  userOpenedMenu: (x: number, y: number): void => setState({ menuAt: { x, y } }),
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

/** A dialog keeps the keyboard and every command to itself. */
export const dialogIsOpen = (): boolean =>
  viewNow().closing !== null || viewNow().dialog !== null || tableDialogIsOpen();

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
export const useDialog = (): OpenDialog | null => useStore(({ dialog }) => dialog);
export const useDetailsTab = (): DetailsTab => useStore(({ detailsTab }) => detailsTab);
export const useMenuAt = (): View['menuAt'] => useStore(({ menuAt }) => menuAt);
export const useCommandFaults = (): readonly CommandFault[] => useStore(({ commandFaults }) => commandFaults);
export const useConnectAttempt = (): number => useStore(({ connectAttempt }) => connectAttempt);
