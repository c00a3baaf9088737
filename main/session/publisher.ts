import type { Clock } from '#app/clock.ts';
import { diff } from '#app/session/delta.ts';
import type { Drawn, NumberedDelta, Snapshot } from '#app/session/delta.ts';
import { newsOfDevices } from '#app/session/looks.ts';
import type { SessionState } from '#app/session/state.ts';
import { createReceiver } from './receiver.ts';
import type { Session } from './session-service.ts';
import { WaitingChannels } from './waiting-channels.ts';

/** One frame of a 60 Hz display, in ms: changes within it go out together. */
const frameMs = 16;

/** Between deltas that tell of channels only when they were seen last, in ms: five a second are live enough to read. */
export const quietMs = 200;

/** Between deltas that tell only when the system was looked at last, and saw the same, in ms: it is looked at every second. */
export const sameAgainMs = 30_000;

export interface Publisher {
  /** The number of the session that the window is shown. */
  readonly epoch: number;
  /** The state of now: the deltas after its revision lead on from it. */
  snapshot(): Snapshot;
  /** Publishes at once what is news: for changes that a person's command caused. */
  flush(): void;
  /** What the window has drawn. */
  acknowledge(drawn: Drawn): void;
  /** Goes on under another number: the window asks for everything. */
  renumber(epoch: number): void;
  /** Publishes nothing more, whatever is still asked of it. */
  stop(): void;
}

const sameAround = (a: SessionState, b: SessionState): boolean =>
  (Object.keys(a) as (keyof SessionState)[]).every(
    (part) => part === 'channels' || part === 'devices' || a[part] === b[part],
  );

/**
 * Turns state changes into numbered deltas: at most one a frame, and none while the window has not drawn the one
 * before, but for what a command caused. What is no news but a later look waits a little longer.
 */
export const createPublisher = (
  session: Session,
  clock: Clock,
  publish: (delta: NumberedDelta) => void,
  /** Numbers the sessions that follow one another in one program. */
  firstEpoch = 0,
): Publisher => {
  let epoch = firstEpoch;
  let published: SessionState = session.state;
  let revision = 0;
  let isStopped = false;
  let quietIsDue = false;
  let cancelFrame: (() => void) | null = null;
  let cancelQuiet: (() => void) | null = null;
  let cancelSameAgain: (() => void) | null = null;
  /** What devices say beyond what was published, judged once for each state of them. */
  let judged = { devices: session.state.devices, news: published.devices };
  const waiting = new WaitingChannels();
  const changes = session.followChannels();

  const note = (): void => waiting.note(changes.take(), session.state.channels);

  /** The devices as they were published, but for those of which there is news. */
  const newsDevices = (): SessionState['devices'] => {
    const { devices } = session.state;
    if (judged.devices !== devices) judged = { devices, news: newsOfDevices(published.devices, devices) };
    return judged.news;
  };

  const send = (): void => {
    if (isStopped) return;
    cancelFrame?.();
    cancelFrame = null;
    note();
    const { state } = session;
    const next = quietIsDue ? state : { ...state, devices: newsDevices() };
    const delta = diff(published, next, waiting.take(state.channels, quietIsDue));
    quietIsDue = false;
    published = next;
    judged = { devices: state.devices, news: next.devices };
    if (delta !== null) {
      revision += 1;
      receiver.sent(revision);
      publish({ epoch, revision, delta });
    }
    arrange();
  };

  const isDueQuietly = (): void => {
    quietIsDue = true;
    arrange();
  };

  const arrange = (): void => {
    const areNews = newsDevices() !== published.devices;
    if (!quietIsDue) {
      if (waiting.hasLooks)
        cancelQuiet ??= clock.after(quietMs, () => {
          cancelQuiet = null;
          isDueQuietly();
        });
      if (waiting.hasQuiet || session.state.devices !== published.devices)
        cancelSameAgain ??= clock.after(sameAgainMs, () => {
          cancelSameAgain = null;
          isDueQuietly();
        });
    }
    const isDue = quietIsDue || waiting.hasNews || areNews || !sameAround(published, session.state);
    if (isDue && !receiver.isBusy) cancelFrame ??= clock.after(frameMs, send);
  };

  const receiver = createReceiver(clock, arrange);

  const unsubscribe = session.subscribe(() => {
    note();
    arrange();
  });

  return {
    get epoch() {
      return epoch;
    },
    snapshot: () => {
      quietIsDue = true;
      send();
      const { state } = session;
      // a copy: the session's own channels go on changing
      return {
        epoch,
        revision,
        ms: clock.monotonicMs(),
        state: { ...state, channels: { ...state.channels } },
      };
    },
    flush: send,
    acknowledge: (drawn) => {
      if (!isStopped && drawn.epoch === epoch) receiver.acknowledged(drawn.revision);
    },
    renumber: (next) => {
      epoch = next;
      publish({ epoch, revision: 0, delta: {} });
    },
    stop: () => {
      isStopped = true;
      unsubscribe();
      changes.stop();
      receiver.stop();
      cancelFrame?.();
      cancelQuiet?.();
      cancelSameAgain?.();
    },
  };
};
