/** Time as a dependency: milliseconds since the Unix epoch, and timers that run on the same time. */
export interface Clock {
  now(): number;
  /** Calls `run` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
}
