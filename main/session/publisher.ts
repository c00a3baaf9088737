import type { Clock } from '#app/clock.ts';
import { diff } from '#app/session/delta.ts';
import type { NumberedDelta, Snapshot } from '#app/session/delta.ts';
import { takeChangedKeys } from '#app/session/entries.ts';
import type { SessionState } from '#app/session/state.ts';
import type { Session } from './session-service.ts';

/** One frame of a 60 Hz display, in ms: changes within it go out together. */
const frameMs = 16;

export interface Publisher {
  /** The state as of the last published revision, so that the next delta follows it. */
  snapshot(): Snapshot;
  /** Publishes at once what is waiting: for changes that a person's command caused. */
  flush(): void;
  stop(): void;
}

/** Turns state changes into numbered deltas, at most one a frame. */
export const createPublisher = (
  session: Session,
  clock: Clock,
  publish: (delta: NumberedDelta) => void,
  firstRevision = 0,
): Publisher => {
  let published: SessionState = session.state;
  let revision = firstRevision;
  let cancelTimer: (() => void) | null = null;

  const flush = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    const { state } = session;
    const delta = diff(published, state, takeChangedKeys(state.channels));
    if (delta === null) return;
    published = state;
    revision += 1;
    publish({ revision, delta });
  };

  const unsubscribe = session.subscribe(() => {
    cancelTimer ??= clock.after(frameMs, flush);
  });

  return {
    snapshot: () => {
      flush();
      // a copy: the session's own channels go on changing
      return { revision, state: { ...published, channels: { ...published.channels } } };
    },
    flush,
    stop: () => {
      unsubscribe();
      cancelTimer?.();
    },
  };
};
