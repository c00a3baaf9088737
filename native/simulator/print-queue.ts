import type { Clock } from '#app/clock.ts';
import { printSocket } from '#app/dot4/sockets.ts';
import type { Job } from '#app/evidence/evidence.ts';
import type { DeviceStack } from './device-stack.ts';

export interface JobDescription {
  readonly document: string;
  readonly user: string;
  readonly pagesDone: number;
  readonly pagesTotal: number;
  readonly pageEveryMs: number;
}

type JobState = { -readonly [K in keyof Job]: Job[K] } & { pagesDone: number };

/** What dot4prt.inf gives the print path: a stream with a 32767-byte buffer. */
const printSocketArguments = {
  service: 'PRINT',
  peripheralSocket: printSocket,
  type: 'stream',
  readBufferSize: 0x7fff,
  maxHostToPeripheralPacket: 4096,
  maxPeripheralToHostPacket: 4096,
} as const;

/**
 * The spooler queue of one printer. While a job prints, the kernel's print path holds the PRINT channel, and no
 * process list shows it; a job that loses its channel stays in the queue and prints no further.
 */
export class PrintQueue {
  readonly name: string;
  readonly #clock: Clock;
  readonly #stack: () => DeviceStack;
  readonly #jobs: JobState[] = [];
  readonly #letGo = new Map<number, () => void>();
  #nextId = 11;

  constructor(clock: Clock, name: string, stack: () => DeviceStack) {
    this.#clock = clock;
    this.name = name;
    this.#stack = stack;
  }

  get jobs(): readonly Job[] {
    return this.#jobs.map((job) => ({ ...job }));
  }

  /** Deletes a job: the print path lets go of its channel. False where there is no such job. */
  cancel(jobId: number): boolean {
    const index = this.#jobs.findIndex(({ id }) => id === jobId);
    if (index < 0) return false;
    this.#jobs.splice(index, 1);
    this.#letGo.get(jobId)?.();
    this.#letGo.delete(jobId);
    return true;
  }

  /** Starts printing at once, if the print path gets its channel. */
  print(description: JobDescription): Job {
    const { document, user, pagesDone, pagesTotal, pageEveryMs } = description;
    const stack = this.#stack();
    const kernel = { program: null };
    const socket = stack.model.createSocket(printSocketArguments, kernel);
    const channel = socket.ok
      ? stack.model.openChannel({ hostSocket: socket.value.hostSocket, addActivity: false }, kernel)
      : socket;
    const job: JobState = {
      ...{ kind: 'print', id: this.#nextId++, queue: this.name, document, user, pagesDone, pagesTotal },
      inProgress: channel.ok,
    };
    this.#jobs.push(job);
    if (socket.ok && channel.ok) {
      const path = { stack, hostSocket: socket.value.hostSocket, handle: channel.value.channelHandle };
      this.#letGo.set(job.id, () => path.stack.model.destroySocket(path.hostSocket, kernel));
      this.#printNextPage(job, path, pageEveryMs);
    }
    return job;
  }

  #printNextPage(
    job: JobState,
    path: { readonly stack: DeviceStack; readonly hostSocket: number; readonly handle: number },
    pageEveryMs: number,
  ): void {
    this.#clock.after(pageEveryMs, () => {
      if (!path.stack.model.channels.has(path.handle)) {
        job.inProgress = false;
        this.#letGo.delete(job.id);
        return;
      }
      job.pagesDone += 1;
      if (job.pagesDone < (job.pagesTotal ?? 0)) return this.#printNextPage(job, path, pageEveryMs);
      path.stack.model.destroySocket(path.hostSocket, { program: null });
      this.#letGo.delete(job.id);
      this.#jobs.splice(this.#jobs.indexOf(job), 1);
    });
  }
}
