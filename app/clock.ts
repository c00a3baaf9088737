/** Time as a dependency. Wall-clock time is shown and written; what is measured, waited for or compared is monotonic. */
export interface Clock {
  /** Wall-clock time, in ms since the Unix epoch. It can be set while the program runs: never compare or subtract it. */
  now(): number;
  /** Ms since some moment of the past. Never goes back, whatever the computer's clock is set to. */
  monotonicMs(): number;
  /** Calls `run` once after `delayMs` of monotonic time; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
}
