import { endedSince } from '#app/operations/history.ts';
import type { ChannelState, SessionState } from '#app/session/state.ts';
import { channelIn, hasChannels, sameChannels } from '../../state/shelves.ts';

export const sampleEveryMs = 500;

export interface Source {
  read(): SessionState | null;
  /** The keys of channels that changed, came or left since it was asked last; null: not known. */
  takeChanged(): ReadonlySet<string> | null;
  isFrozen(): boolean;
  /** Calls when the session or its being frozen may have changed; the returned function stops that. */
  watch(changed: () => void): () => void;
  now(): number;
  after(delayMs: number, run: () => void): () => void;
}

/** The session of one moment, and what decides where each row stands. */
export interface Sample {
  readonly state: SessionState;
  /** Counts the samples. */
  readonly number: number;
  /** The keys of channels that may differ from the sample before; null: any. */
  readonly changed: ReadonlySet<string> | null;
  /** A row that is being closed or gone keeps the place it had, so that a person sees it end where it was. */
  readonly places: ReadonlyMap<string, ChannelState>;
}

const placesIn = (
  state: SessionState,
  changed: ReadonlySet<string> | null,
  before: Sample | null,
): ReadonlyMap<string, ChannelState> => {
  const candidates =
    changed === null ? Object.keys(state.channels) : [...(before?.places.keys() ?? []), ...changed];
  const places = new Map<string, ChannelState>();
  for (const key of candidates) {
    const channel = channelIn(state, key);
    if (channel === undefined || channel.phase.kind === 'seen') continue;
    places.set(
      key,
      before?.places.get(key) ?? (before === null ? undefined : channelIn(before.state, key)) ?? channel,
    );
  }
  return places;
};

const takeSample = (
  state: SessionState,
  changed: ReadonlySet<string> | null,
  before: Sample | null,
): Sample => ({
  state,
  number: (before?.number ?? 0) + 1,
  changed: before === null ? null : changed,
  places: placesIn(state, before === null ? null : changed, before),
});

const sameRows = (a: SessionState, b: SessionState): boolean =>
  sameChannels(a, b) && a.devices === b.devices && a.discovery === b.discovery;

/** Nothing jumps about where nothing was shown: the first rows come at once. */
const hasFirstRows = (before: SessionState, after: SessionState): boolean =>
  !hasChannels(before) && hasChannels(after);

/** What a person has just asked for is worth an order at once. */
const commandEnded = (before: SessionState, after: SessionState): boolean =>
  before.updates !== after.updates || endedSince(before.operations, after.operations).length > 0;

/**
 * The rows are put in order from a sample of the session, at most twice a second, so that order costs little
 * and nothing jumps about; at once when there was no row, when an operation has just ended, or when the rate was changed.
 */
export class Sampler {
  #sample: Sample | null = null;
  #takenAt: number;
  #cancelTimer: (() => void) | null = null;
  readonly #source: Source;
  readonly #listeners = new Set<() => void>();

  constructor(source: Source) {
    this.#source = source;
    this.#takenAt = source.now();
    this.#read();
  }

  readonly sample = (): Sample | null => this.#sample;

  readonly subscribe = (taken: () => void): (() => void) => {
    this.#listeners.add(taken);
    const stopWatching = this.#source.watch(() => this.#changed());
    this.#changed();
    return () => {
      this.#listeners.delete(taken);
      stopWatching();
      this.#forgetTimer();
    };
  };

  #changed(): void {
    const state = this.#source.read();
    const before = this.#sample?.state ?? null;
    if (this.#source.isFrozen() || state === before) return;
    if (state === null || before === null || hasFirstRows(before, state) || commandEnded(before, state))
      this.#take();
    else if (this.#cancelTimer === null && !sameRows(state, before)) this.#takeSoon();
  }

  #takeSoon(): void {
    if (this.#cancelTimer !== null) return;
    const wait = Math.max(0, this.#takenAt + sampleEveryMs - this.#source.now());
    this.#cancelTimer = this.#source.after(wait, () => {
      this.#cancelTimer = null;
      if (!this.#source.isFrozen()) this.#take();
    });
  }

  #take(): void {
    this.#forgetTimer();
    this.#takenAt = this.#source.now();
    this.#read();
    this.#listeners.forEach((listen) => listen());
  }

  #read(): void {
    const state = this.#source.read();
    const changed = this.#source.takeChanged();
    this.#sample = state === null ? null : takeSample(state, changed, this.#sample);
  }

  #forgetTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }
}
