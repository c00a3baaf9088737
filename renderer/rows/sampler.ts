import type { ChannelState, SessionState } from '#app/session/state.ts';

export const sampleEveryMs = 500;

interface Source {
  read(): SessionState | null;
  isFrozen(): boolean;
  now(): number;
  after(delayMs: number, run: () => void): () => void;
}

/** The session of one moment, and what decides where each row stands. */
export interface Sample {
  readonly state: SessionState;
  /** A row that is being closed or gone keeps the place it had, so that a person sees it end where it was. */
  readonly places: Readonly<Record<string, ChannelState>>;
}

const takeSample = (state: SessionState, before: Sample | null): Sample => {
  const places: Record<string, ChannelState> = {};
  for (const channel of Object.values(state.channels)) {
    places[channel.key] = channel.phase.kind === 'seen' ? channel : (before?.places[channel.key] ?? channel);
  }
  return { state, places };
};

const sameRows = (a: SessionState | null, b: SessionState | null): boolean =>
  a?.channels === b?.channels && a?.devices === b?.devices;

/**
 * The rows are put in order from a sample of the session, at most twice a second, so that order costs little
 * and nothing jumps about; at once when there was none, or when a teardown has just ended.
 */
export class Sampler {
  sample: Sample | null = null;
  readonly #source: Source;
  readonly #taken: () => void;
  #takenAt: number;
  #cancelTimer: (() => void) | null = null;

  constructor(source: Source, taken: () => void) {
    this.#source = source;
    this.#taken = taken;
    this.#takenAt = source.now();
    this.#read();
  }

  changed(): void {
    const state = this.#source.read();
    if (this.#source.isFrozen() || sameRows(state, this.sample?.state ?? null)) return;
    if (this.sample === null || state === null || state.teardowns !== this.sample.state.teardowns) {
      this.#take();
    } else if (this.#cancelTimer === null) {
      const wait = Math.max(0, this.#takenAt + sampleEveryMs - this.#source.now());
      this.#cancelTimer = this.#source.after(wait, () => {
        this.#cancelTimer = null;
        if (!this.#source.isFrozen()) this.#take();
      });
    }
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #take(): void {
    this.stop();
    this.#read();
    this.#takenAt = this.#source.now();
    this.#taken();
  }

  #read(): void {
    const state = this.#source.read();
    this.sample = state === null ? null : takeSample(state, this.sample);
  }
}
