import type { WindowApi } from './derive.ts';

/**
 * What the preload script puts into the page: WindowApi, but for events, which come as JSON text. The bridge between
 * preload and page copies an object value by value; one text crosses it whole, whatever it tells of.
 */
export type BridgeApi = {
  readonly [G in keyof WindowApi]: {
    readonly [K in keyof WindowApi[G]]: K extends `on${string}`
      ? (listen: (text: string) => void) => () => void
      : WindowApi[G][K];
  };
};

/** JSON has no text for nothing, which an event may tell of. */
export const eventText = (payload: unknown): string => (payload === undefined ? '' : JSON.stringify(payload));
const payloadOf = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));

type Listen = (payload: unknown) => void;
type Subscribe = (listen: (text: string) => void) => () => void;

/** The API of main as the window uses it, from what the preload script put into the page. */
export const apiFrom = (bridge: BridgeApi): WindowApi => {
  const parsed = (subscribe: Subscribe) => (listen: Listen) => subscribe((text) => listen(payloadOf(text)));
  const groups = Object.entries(bridge as Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  const wrapped = groups.map(([group, members]) => [
    group,
    Object.fromEntries(
      Object.entries(members).map(([name, member]) => [
        name,
        /^on[A-Z]/.test(name) ? parsed(member as Subscribe) : member,
      ]),
    ),
  ]);
  return Object.fromEntries(wrapped) as WindowApi;
};
