import type { Clock } from '#app/clock.ts';

const beatMs = 5_000;
const silentBeats = 3;

export interface Pulse {
  /** What was asked before counts no more: another process has the page now. */
  restart(): void;
  stop(): void;
}

export interface PulseParts {
  /** Settles once the page's own thread has run it; null: the page cannot be asked now. */
  readonly ask: () => Promise<unknown> | null;
  readonly clock: Pick<Clock, 'after'>;
  /** Again after the same time, while the page stays silent. */
  readonly onSilent: () => void;
  readonly onBack: () => void;
}

/**
 * Electron notices a page that hangs only when a person clicks or types. So the page is asked at every beat. Unanswered
 * beats are counted, and not time: a computer that was asleep has missed none.
 */
export const watchPulse = ({ ask, clock, onSilent, onBack }: PulseParts): Pulse => {
  let question: Promise<unknown> | null = null;
  let missed = 0;

  const settled = (asked: Promise<unknown>) => (): void => {
    if (question !== asked) return;
    question = null;
    if (missed >= silentBeats) onBack();
    missed = 0;
  };
  const beat = (): void => {
    cancel = clock.after(beatMs, beat);
    if (question !== null) {
      missed += 1;
      if (missed % silentBeats === 0) onSilent();
      return;
    }
    const asked = (question = ask());
    asked?.then(settled(asked), settled(asked));
  };
  let cancel = clock.after(beatMs, beat);

  return {
    restart: () => {
      question = null;
      missed = 0;
    },
    stop: () => cancel(),
  };
};
