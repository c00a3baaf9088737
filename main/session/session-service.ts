import type { SessionEvent } from '#app/session/event.ts';
import { reduce } from '#app/session/reduce.ts';
import { initialState } from '#app/session/state.ts';
import type { Environment, SessionState } from '#app/session/state.ts';

/** Holds the one session state; every change is an event through the reducer. */
export interface Session {
  readonly state: SessionState;
  dispatch(event: SessionEvent): void;
  subscribe(listen: (state: SessionState) => void): () => void;
}

export const createSession = (environment: Environment): Session => {
  let state = initialState(environment);
  const listeners = new Set<(state: SessionState) => void>();
  return {
    get state() {
      return state;
    },
    dispatch: (event) => {
      const next = reduce(state, event);
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
