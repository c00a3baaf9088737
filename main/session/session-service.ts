import type { Clock } from '#app/clock.ts';
import { ChangeLog, changingInPlace } from '#app/session/entries.ts';
import type { Changes } from '#app/session/entries.ts';
import type { SessionEvent, StampedEvent } from '#app/session/event.ts';
import { reduce } from '#app/session/reduce.ts';
import { initialState } from '#app/session/state.ts';
import type { ChannelState, Environment, SessionState } from '#app/session/state.ts';

/** Holds the one session state; every change is an event through the reducer. Its channels change in place. */
export interface Session {
  readonly state: SessionState;
  /** Stamps events with the order in which they arrive; listeners are called once for all of them. */
  dispatch(...events: readonly SessionEvent[]): void;
  subscribe(listen: (state: SessionState) => void): () => void;
  /** Which channels change from now on. Everybody who follows sees all of it. */
  followChannels(): Changes<ChannelState>;
}

export const createSession = (
  environment: Environment,
  clock: Pick<Clock, 'monotonicMs'>,
  onEvent: (event: StampedEvent) => void = () => undefined,
): Session => {
  const initial = initialState(environment);
  const changes = new ChangeLog<ChannelState>();
  let state: SessionState = { ...initial, channels: changingInPlace({ ...initial.channels }, changes) };
  let seq = 0;
  const listeners = new Set<(state: SessionState) => void>();
  return {
    get state() {
      return state;
    },
    dispatch: (...events) => {
      const before = state;
      for (const event of events) {
        const stamped = { ...event, seq: ++seq, ms: clock.monotonicMs() };
        onEvent(stamped);
        state = reduce(state, stamped);
      }
      if (state === before) return;
      for (const listen of listeners) listen(state);
    },
    subscribe: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    followChannels: () => changes.follow(),
  };
};
