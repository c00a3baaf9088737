import { changingInPlace } from '#app/session/entries.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { reduce } from '#app/session/reduce.ts';
import { initialState } from '#app/session/state.ts';
import type { Environment, SessionState } from '#app/session/state.ts';

/** Holds the one session state; every change is an event through the reducer. Its channels change in place. */
export interface Session {
  readonly state: SessionState;
  /** Those who subscribed are notified once, however many events change the state. */
  dispatch(...events: readonly SessionEvent[]): void;
  subscribe(listen: (state: SessionState) => void): () => void;
}

export const createSession = (environment: Environment): Session => {
  const initial = initialState(environment);
  let state = { ...initial, channels: changingInPlace(initial.channels) };
  const listeners = new Set<(state: SessionState) => void>();
  return {
    get state() {
      return state;
    },
    dispatch: (...events) => {
      const next = events.reduce(reduce, state);
      if (next === state) return;
      state = next;
      for (const listen of listeners) listen(next);
    },
    subscribe: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
};
