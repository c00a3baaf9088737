import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { DeviceLink } from '#native';
import { deadlines } from '../deadlines.ts';

/** Keeps note of our sockets outside this process, should it be ended half way. */
export interface SocketNotes {
  /** Throws a system error where it cannot be written down. */
  made(hostSocket: number): void;
  gone(hostSocket: number): void;
  /** What programs of ours were ended with and may still be there: candidates, and what that proves stands in socket-notes.ts. */
  stillOurs(creatorEnds: DriverProfile['creatorEnds']): readonly number[];
  /** Asked right before one is destroyed: true for one program, once, and the note is gone. */
  take(hostSocket: number): boolean;
}

/**
 * Sockets of ours on one device: each is noted on disk while it exists, and destroyed whatever happens. What is left when
 * all is over are those that the driver did not let us destroy.
 */
export class OwnSockets {
  readonly #notes: SocketNotes;
  readonly #left = new Set<number>();

  constructor(notes: SocketNotes) {
    this.#notes = notes;
  }

  get left(): readonly number[] {
    return [...this.#left];
  }

  get size(): number {
    return this.#left.size;
  }

  has(hostSocket: number): boolean {
    return this.#left.has(hostSocket);
  }

  /** Throws a system error where it cannot be written down; it is ours all the same, and destroyed in the end. */
  made(hostSocket: number): void {
    this.#left.add(hostSocket);
    this.#notes.made(hostSocket);
  }

  /** It is destroyed, or its number may be another program's by now. */
  gone(hostSocket: number): void {
    this.#left.delete(hostSocket);
    this.#notes.gone(hostSocket);
  }

  async destroy(link: DeviceLink, hostSocket: number, shape?: string): Promise<Result<void, Fault>> {
    const answer = await link.destroySocket({ hostSocket }, { deadlineMs: deadlines.destroy, shape });
    if (answer.ok) this.gone(hostSocket);
    // what the driver refuses us now, it refuses the next process too
    else if (answer.fault.kind === 'refused') this.#notes.gone(hostSocket);
    return answer;
  }

  async destroyAll(link: DeviceLink, shape?: string): Promise<void> {
    for (const hostSocket of this.left) await this.destroy(link, hostSocket, shape);
  }
}
