/**
 * How a link's worker waits, in one word of memory that both threads see. A worker that is awake looks at its
 * commands before it waits again and need not be woken; one with nothing at its driver waits at the word itself,
 * which costs no call into the system; one with requests out waits at its completion port.
 */
const awake = 0;
const atBell = 1;
const atPort = 2;

export const bellBytes = 4;

/** The worker's side. */
export class Bell {
  readonly #word: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.#word = new Int32Array(memory);
  }

  /** Waits for a ring, unless `isWanted` says that there is something to do already. */
  waitHere(timeoutMs: number, isWanted: () => boolean): void {
    Atomics.store(this.#word, 0, atBell);
    if (!isWanted()) Atomics.wait(this.#word, 0, atBell, timeoutMs);
    Atomics.store(this.#word, 0, awake);
  }

  /** The same at the completion port, where `wait` waits. */
  waitAtPort<T>(wait: (mayWait: boolean) => T, isWanted: () => boolean): T {
    Atomics.store(this.#word, 0, atPort);
    try {
      return wait(!isWanted());
    } finally {
      Atomics.store(this.#word, 0, awake);
    }
  }
}

/** The main thread's side, after a command was posted: wakes a worker that waits, at most once. */
export const ring = (memory: SharedArrayBuffer, wakeAtPort: () => void): void => {
  const word = new Int32Array(memory);
  const was = Atomics.exchange(word, 0, awake);
  if (was === atBell) Atomics.notify(word, 0);
  else if (was === atPort) wakeAtPort();
};
