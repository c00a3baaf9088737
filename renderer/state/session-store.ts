import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Fault } from '#app/faults/fault.ts';
import type { Delta, Snapshot } from '#app/session/delta.ts';
import type { ChannelState, DeviceState, Environment, Notice, SessionState } from '#app/session/state.ts';
import { deviceName, printerName } from '#app/words/printer-names.ts';
import { afterDelta, channelIn } from './shelves.ts';

/** The window's mirror of main's state; nothing in the window changes it but what main says. */
interface Session {
  readonly state: SessionState | null;
  /** Why the last question for the snapshot failed, if it did. */
  readonly fault: Fault | null;
  /** The session's monotonic clock less that of the page, in ms. */
  readonly clockAhead: number;
}

const useStore = create<Session>()(() => ({ state: null, fault: null, clockAhead: 0 }));

/** `before` is the session without the delta; both are null when a snapshot replaced everything. */
type DeltaListener = (delta: Delta | null, before: SessionState | null) => void;
const deltaListeners = new Set<DeltaListener>();
const tell = (delta: Delta | null, before: SessionState | null): void =>
  deltaListeners.forEach((listen) => listen(delta, before));

/** For what has to know which parts changed without a look at all of them. */
export const watchDeltas = (listen: DeltaListener): (() => void) => {
  deltaListeners.add(listen);
  return () => deltaListeners.delete(listen);
};

export const sessionEvents = {
  windowOpened: (): void => {
    tell(null, null);
    useStore.setState({ state: null, fault: null });
  },
  snapshotArrived: ({ state, ms }: Pick<Snapshot, 'state' | 'ms'>): void => {
    tell(null, null);
    useStore.setState({ state, fault: null, clockAhead: ms - performance.now() });
  },
  snapshotRefused: (fault: Fault): void => useStore.setState({ fault }),
  deltaArrived: (delta: Delta): void => {
    const { state } = useStore.getState();
    if (state === null) return;
    tell(delta, state);
    useStore.setState({ state: afterDelta(state, delta) });
  },
};

/** The session's monotonic clock: what ages are counted on, whatever the wall clock is set to. */
export const sessionMs = (): number => useStore.getState().clockAhead + performance.now();

/** The state of this moment, for what happens outside of rendering. */
export const sessionNow = (): SessionState | null => useStore.getState().state;
export const watchSession = (changed: () => void): (() => void) => useStore.subscribe(changed);

const none: Readonly<Record<string, never>> = {};

export const useIsConnected = (): boolean => useStore(({ state }) => state !== null);
export const useSessionFault = (): Fault | null => useStore(({ fault }) => fault);
export const useEnvironment = (): Environment | null => useStore(({ state }) => state?.environment ?? null);
export const useDiscovery = (): SessionState['discovery'] | null =>
  useStore(({ state }) => state?.discovery ?? null);
export const useDevices = (): SessionState['devices'] => useStore(({ state }) => state?.devices ?? none);
export const useDevice = (id: string | null): DeviceState | null =>
  useStore(({ state }) => (id === null ? null : (state?.devices[id] ?? null)));
/** As it is told apart from others of the same name. */
export const useDeviceName = (id: string): string =>
  useStore(({ state }) => deviceName(id, state?.devices ?? none));
/** With what tells it apart for a person: its port and its place. Null: it is not known. */
export const usePrinterName = (id: string): string | null =>
  useStore(({ state }) => (state?.devices[id] === undefined ? null : printerName(id, state.devices)));
export const useChannel = (key: string | null): ChannelState | null =>
  useStore(({ state }) => (key === null || state === null ? null : (channelIn(state, key) ?? null)));
export const useChannels = (keys: readonly string[]): readonly (ChannelState | undefined)[] =>
  useStore(
    useShallow(({ state }) => keys.map((key) => (state === null ? undefined : channelIn(state, key)))),
  );
export const useOperations = (): SessionState['operations'] =>
  useStore(({ state }) => state?.operations ?? none);
export const useNotices = (): Readonly<Record<string, Notice>> =>
  useStore(({ state }) => state?.notices ?? none);

export const useSession = (): SessionState | null => useStore(({ state }) => state);

/** Anything computed from the whole state that is a string, number or boolean. */
export const useSessionValue = <T extends string | number | boolean | null>(
  select: (state: SessionState) => T,
): T | null => useStore(({ state }) => (state === null ? null : select(state)));
