import type { Clock } from '#app/clock.ts';
import { diff } from '#app/session/delta.ts';
import type { NumberedDelta, Snapshot } from '#app/session/delta.ts';
import { takeChanged } from '#app/session/entries.ts';
import type { SessionState } from '#app/session/state.ts';
import { createReceiver } from './receiver.ts';
import type { Session } from './session-service.ts';
import { WaitingChannels } from './waiting-channels.ts';

/** One frame of a 60 Hz display, in ms: changes within it go out together. */
const frameMs = 16;

/** Between deltas that tell of channels only when they were seen last, in ms: five a second are live enough to read. */
export const quietMs = 200;

export interface Publisher {
  /** The state of now: the deltas after its revision lead on from it. */
  snapshot(): Snapshot;
  /** Publishes at once what is news: for changes that a person's command caused. */
  flush(): void;
  /** The window has drawn this revision. */
  acknowledge(revision: number): void;
  stop(): void;
}

const sameAround = (a: SessionState, b: SessionState): boolean =>
  (Object.keys(a) as (keyof SessionState)[]).every((part) => part === 'channels' || a[part] === b[part]);

/**
 * Turns state changes into numbered deltas: at most one a frame, and none while the window has not drawn the one
 * before, but for what a command caused. What is no news but a later look waits a little longer.
 */
export const createPublisher = (
  session: Session,
  clock: Clock,
  publish: (delta: NumberedDelta) => void,
  firstRevision = 0,
): Publisher => {
  let published: SessionState = session.state;
  let revision = firstRevision;
  let quietIsDue = false;
  let cancelFrame: (() => void) | null = null;
  let cancelQuiet: (() => void) | null = null;
  const waiting = new WaitingChannels();

  const note = (): void => {
    const { channels } = session.state;
    waiting.note(takeChanged(channels) ?? new Map(), channels);
  };

  const send = (): void => {
    cancelFrame?.();
    cancelFrame = null;
    note();
    const { state } = session;
    const delta = diff(published, state, waiting.take(state.channels, quietIsDue));
    quietIsDue = false;
    published = state;
    if (delta !== null) {
      revision += 1;
      receiver.sent(revision);
      publish({ revision, delta });
    }
    arrange();
  };

  const arrange = (): void => {
    if (waiting.hasQuiet && !quietIsDue) {
      cancelQuiet ??= clock.after(quietMs, () => {
        cancelQuiet = null;
        quietIsDue = true;
        arrange();
      });
    }
    const isDue = quietIsDue || waiting.hasNews || !sameAround(published, session.state);
    if (isDue && !receiver.isBusy) cancelFrame ??= clock.after(frameMs, send);
  };

  const receiver = createReceiver(clock, arrange);

  const unsubscribe = session.subscribe(() => {
    note();
    arrange();
  });

  return {
    snapshot: () => {
      send();
      const { state } = session;
      // a copy: the session's own channels go on changing
      return { revision, ms: clock.monotonicMs(), state: { ...state, channels: { ...state.channels } } };
    },
    flush: send,
    acknowledge: (drawn) => receiver.acknowledged(drawn),
    stop: () => {
      unsubscribe();
      receiver.stop();
      cancelFrame?.();
      cancelQuiet?.();
    },
  };
};
