import type { Sample } from './sampler.ts';
import { RowArranger } from './shown-rows.ts';
import type { ShownRows, Wish } from './shown-rows.ts';

export interface ShownRowsSource {
  sample(): Sample | null;
  wish(): Wish;
  isHeld(): boolean;
  /** Whether rows may begin or cease to match by the mere passing of time. */
  dependsOnTime(wish: Wish): boolean;
  /** Calls when any of these may have changed; the returned function stops that. */
  watch(changed: () => void): () => void;
  every(ms: number, run: () => void): () => void;
  /** Ms on the session's monotonic clock. */
  now(): number;
}

/** How long a row may go on being shown or hidden by an age that has passed. */
const lookAgainMs = 5_000;

/** The rows on the screen, for React: arranged again only when what they depend on has changed. */
export class ShownRowsStore {
  readonly #source: ShownRowsSource;
  readonly #arranger = new RowArranger();
  readonly #listeners = new Set<() => void>();
  #inputs: readonly unknown[] = [];
  #shown: ShownRows;

  constructor(source: ShownRowsSource) {
    this.#source = source;
    this.#shown = this.#arrange();
  }

  readonly shown = (): ShownRows => this.#shown;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    const stops = [
      this.#source.watch(() => this.#look()),
      this.#source.every(lookAgainMs, () => {
        if (this.#source.dependsOnTime(this.#source.wish())) this.#tell();
      }),
    ];
    this.#look();
    return () => {
      this.#listeners.delete(changed);
      stops.forEach((stop) => stop());
    };
  };

  #look(): void {
    const inputs = this.#read();
    if (inputs.some((input, index) => input !== this.#inputs[index])) this.#tell();
  }

  #read(): readonly unknown[] {
    const { deviceId, query, sorting } = this.#source.wish();
    return [this.#source.sample(), deviceId, query, sorting, this.#source.isHeld()];
  }

  #tell(): void {
    const before = this.#shown;
    this.#shown = this.#arrange();
    if (this.#shown !== before) this.#listeners.forEach((listen) => listen());
  }

  #arrange(): ShownRows {
    this.#inputs = this.#read();
    const source = this.#source;
    return this.#arranger.arrange(source.sample(), source.wish(), source.isHeld(), source.now());
  }
}
