import type { Clock } from '#app/clock.ts';

/** How long to wait for an acknowledgement, in ms: a window that is hidden draws no frames. */
export const longestUnansweredMs = 1_000;

/** Whether the window keeps up: it acknowledges each revision it has drawn. A window that never did is not waited for. */
export interface Receiver {
  readonly isBusy: boolean;
  sent(revision: number): void;
  acknowledged(revision: number): void;
  stop(): void;
}

export const createReceiver = (clock: Clock, onReady: () => void): Receiver => {
  let last = 0;
  let acknowledges = false;
  let cancelDeadline: (() => void) | null = null;

  const becomeReady = (): void => {
    cancelDeadline?.();
    cancelDeadline = null;
    onReady();
  };

  return {
    get isBusy() {
      return cancelDeadline !== null;
    },
    sent: (revision) => {
      last = revision;
      if (acknowledges) cancelDeadline ??= clock.after(longestUnansweredMs, becomeReady);
    },
    acknowledged: (revision) => {
      acknowledges = true;
      if (revision >= last) becomeReady();
    },
    stop: () => cancelDeadline?.(),
  };
};
