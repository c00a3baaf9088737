import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { LinkCommand } from './messages.ts';

/** Commands that have arrived, read without returning to the event loop. They come in batches. */
export class Inbox {
  readonly #port: MessagePort;
  #waiting: readonly LinkCommand[];
  #next = 0;

  constructor(port: MessagePort, first: readonly LinkCommand[]) {
    this.#port = port;
    this.#waiting = first;
  }

  /** Whether there is a command to take. */
  fill(): boolean {
    while (this.#next >= this.#waiting.length) {
      const received = receiveMessageOnPort(this.#port);
      if (received === undefined) return false;
      this.#waiting = received.message as readonly LinkCommand[];
      this.#next = 0;
    }
    return true;
  }

  take(): LinkCommand | undefined {
    return this.fill() ? this.#waiting[this.#next++] : undefined;
  }
}
