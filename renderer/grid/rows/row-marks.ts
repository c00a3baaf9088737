import type { Delta } from '#app/session/delta.ts';
import type { SessionState } from '#app/session/state.ts';
import type { RowMarkName } from '#app/words/rows.ts';
import { channelIn } from '../../state/shelves.ts';
import { visibleChange } from './visible-change.ts';

/** As long as the rows of TCPView stay coloured. */
export const markedForMs = 2_000;

export interface MarkClock {
  now(): number;
  after(delayMs: number, run: () => void): () => void;
}

interface Mark {
  readonly name: RowMarkName;
  readonly until: number;
}

/** Which rows are new or have just changed. Costs what changed: it reads deltas, never the whole session. */
export class RowMarks {
  readonly #clock: MarkClock;
  /** Oldest first, since every mark lasts equally long. */
  readonly #marks = new Map<string, Mark>();
  readonly #listeners = new Set<() => void>();
  #cancelTimer: (() => void) | null = null;

  constructor(clock: MarkClock) {
    this.#clock = clock;
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  readonly of = (key: string): RowMarkName | null => this.#marks.get(key)?.name ?? null;

  /** `before` is the session without the delta. */
  note({ channels }: Delta, before: SessionState): void {
    if (channels === undefined) return;
    const until = this.#clock.now() + markedForMs;
    let isChanged = false;
    for (const [key, channel] of Object.entries(channels.set)) {
      const change = visibleChange(channelIn(before, key), channel);
      if (change === null && channel.phase.kind !== 'gone') continue;
      const name = change === 'changed' && this.of(key) === 'new' ? 'new' : change;
      isChanged = this.#marks.delete(key) || name !== null || isChanged;
      if (name !== null) this.#marks.set(key, { name, until });
    }
    for (const key of channels.removed) isChanged = this.#marks.delete(key) || isChanged;
    if (isChanged) this.#tell();
  }

  forget(): void {
    this.#marks.clear();
    this.#tell();
  }

  #tell(): void {
    this.#setTimer();
    this.#listeners.forEach((listen) => listen());
  }

  #setTimer(): void {
    const [oldest] = this.#marks.values();
    if (oldest === undefined) {
      this.#cancelTimer?.();
      this.#cancelTimer = null;
      return;
    }
    this.#cancelTimer ??= this.#clock.after(Math.max(0, oldest.until - this.#clock.now()), () => {
      this.#cancelTimer = null;
      this.#sweep();
    });
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (const [key, { until }] of this.#marks) {
      if (until > now) break;
      this.#marks.delete(key);
    }
    this.#tell();
  }
}
