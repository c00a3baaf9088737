import type { Clock } from '#app/clock.ts';
import { printSocket } from '#app/dot4/sockets.ts';
import type { Queue } from '#app/evidence/evidence.ts';
import { isInProgress, jobPhase, type Job, type JobState } from '#app/evidence/job.ts';
import type { DeviceStack } from './device-stack.ts';

export interface JobDescription {
  /** The next free one, unless given. */
  readonly id?: number | undefined;
  readonly document: string | null;
  readonly user: string | null;
  readonly pagesDone: number;
  readonly pagesTotal: number;
  readonly pageEveryMs: number;
  /** As Windows has them; none: it prints when its turn comes. One with `printing` has its channel at once. */
  readonly states?: readonly JobState[] | undefined;
  /** ISO 8601, UTC; now unless told otherwise. */
  readonly submittedAt?: string | undefined;
  readonly bytes?: number | null;
  /** Of them printed; null: the spooler does not count them. Grows with the pages. */
  readonly bytesDone?: number | null;
  /** How long it had been printing. */
  readonly printingMsAgo?: number | undefined;
  /** For how long nothing of it had moved, as if Unjam had watched it; absent: nobody watched. */
  readonly stillMs?: number | undefined;
}

export interface QueueDescription {
  readonly name: string;
  readonly ports: readonly string[];
  readonly driver: string;
  readonly location?: string | null;
  readonly status?: Partial<QueueStatus>;
}

type QueueStatus = Required<Pick<Queue, 'offline' | 'paused' | 'error'>>;

/** The kernel's way from a job to the printer. */
interface PrintPath {
  readonly stack: DeviceStack;
  readonly hostSocket: number;
  readonly handle: number;
}

interface Entry {
  readonly description: JobDescription;
  readonly id: number;
  readonly submittedAt: string;
  states: readonly JobState[];
  pagesDone: number;
  bytesDone: number | null;
  /** On the monotonic clock; null: it has not begun to print. */
  printsSinceMs: number | null;
  /** The same of `stillMs`; null: something moved, or nobody watched. */
  stillSinceMs: number | null;
  /** Null while it does not have the channel. */
  path: PrintPath | null;
}

/** What dot4prt.inf gives the print path: a stream with a 32767-byte buffer. */
const printSocketArguments = {
  service: 'PRINT',
  peripheralSocket: printSocket,
  type: 'stream',
  readBufferSize: 0x7fff,
  maxHostToPeripheralPacket: 4096,
  maxPeripheralToHostPacket: 4096,
} as const;

const kernel = { program: null };

/** Null: something else has the channel. */
const pathThrough = (stack: DeviceStack): PrintPath | null => {
  const socket = stack.model.createSocket(printSocketArguments, kernel);
  if (!socket.ok) return null;
  const { hostSocket } = socket.value;
  const channel = stack.model.openChannel({ hostSocket, addActivity: false }, kernel);
  if (channel.ok) return { stack, hostSocket, handle: channel.value.channelHandle };
  stack.model.destroySocket(hostSocket, kernel);
  return null;
};

/** Through the first printer whose channel is free; of the others none is opened. */
const firstPath = (stacks: readonly DeviceStack[]): PrintPath | null => {
  for (const stack of stacks) {
    const path = pathThrough(stack);
    if (path !== null) return path;
  }
  return null;
};

/** What the spooler takes from the end of one job to the beginning of the next. */
const betweenJobsMs = 250;

/** After how long it tries again where something else had the channel. */
const tryAgainMs = 1_000;

/**
 * A queue of the spooler. One job prints, on whichever of its printers is free, the others wait for their turn. While a job prints, the kernel's
 * print path holds the PRINT channel, and no process list shows it; a job that loses its channel stays in the queue
 * with an error, and those behind it wait.
 */
export class PrintQueue {
  readonly name: string;
  readonly ports: readonly string[];
  readonly driver: string;
  readonly location: string | null;
  status: QueueStatus;
  readonly #clock: Clock;
  readonly #stacks: () => readonly DeviceStack[];
  #entries: readonly Entry[] = [];
  #nextId = 11;
  #triesAgain = false;

  /** `stacks`: of the printers that are there on its ports. */
  constructor(clock: Clock, description: QueueDescription, stacks: () => readonly DeviceStack[]) {
    this.#clock = clock;
    this.name = description.name;
    this.ports = description.ports;
    this.driver = description.driver;
    this.location = description.location ?? null;
    this.status = { offline: false, paused: false, error: false, ...description.status };
    this.#stacks = stacks;
  }

  get jobs(): readonly Job[] {
    this.#loseChannels();
    return this.#entries.map((entry) => this.#jobOf(entry));
  }

  asQueue(): Queue {
    const { name, ports, driver, location, status } = this;
    return { name, ports: [...ports], driver, location, ...status, jobs: this.#entries.length };
  }

  /** What a person or the printer makes of it; what is undefined stays. A queue that goes on starts its next job. */
  setStatus({
    offline = this.status.offline,
    paused = this.status.paused,
    error = this.status.error,
  }: {
    readonly [K in keyof QueueStatus]?: QueueStatus[K] | undefined;
  }): void {
    this.status = { offline, paused, error };
    this.#startNext();
  }

  /** Prints at once if nothing else does and the print path gets its channel. */
  print(description: JobDescription): Job {
    const { id = this.#nextId, bytesDone = null, stillMs } = description;
    this.#nextId = Math.max(this.#nextId, id + 1);
    const entry: Entry = {
      description,
      id,
      submittedAt: description.submittedAt ?? new Date(this.#clock.now()).toISOString(),
      states: (description.states ?? []).filter((state) => state !== 'printing'),
      pagesDone: description.pagesDone,
      bytesDone,
      printsSinceMs: null,
      stillSinceMs: stillMs === undefined ? null : this.#clock.monotonicMs() - stillMs,
      path: null,
    };
    this.#entries = [...this.#entries, entry];
    if (description.states?.includes('printing')) this.#start(entry);
    else this.#startNext();
    return this.#jobOf(entry);
  }

  /** Deletes a job: the print path lets go of its channel. False where there is no such job. */
  cancel(jobId: number): boolean {
    const entry = this.#entries.find(({ id }) => id === jobId);
    if (entry === undefined) return false;
    this.#leave(entry);
    return true;
  }

  /** What a person, the spooler or the printer makes of a job. Without `printing` it lets go of its channel. */
  change(jobId: number, states: readonly JobState[]): void {
    const entry = this.#entries.find(({ id }) => id === jobId);
    if (entry === undefined) throw new Error(`no job ${jobId} in ${this.name}`);
    entry.states = states.filter((state) => state !== 'printing' || entry.path !== null);
    entry.stillSinceMs = null;
    if (states.includes('printing')) this.#start(entry);
    else this.#letGo(entry);
    this.#startNext();
  }

  /** So much more of it is printed. */
  move(jobId: number, pages: number, bytes: number): void {
    const entry = this.#entries.find(({ id }) => id === jobId);
    if (entry !== undefined) this.#move(entry, pages, bytes);
  }

  /** For how long nothing of a job has moved, where that was watched before Unjam looked. */
  stoodMs(jobId: number): number | undefined {
    const since = this.#entries.find(({ id }) => id === jobId)?.stillSinceMs ?? null;
    return since === null ? undefined : this.#clock.monotonicMs() - since;
  }

  #move(entry: Entry, pages: number, bytes: number): void {
    entry.pagesDone += pages;
    if (entry.bytesDone !== null) entry.bytesDone += bytes;
    entry.stillSinceMs = null;
  }

  #jobOf({ id, states, pagesDone, bytesDone, printsSinceMs, submittedAt, description }: Entry): Job {
    const { document, user, pagesTotal, bytes = null } = description;
    return {
      kind: 'print',
      id,
      queue: this.name,
      document,
      user,
      pagesDone,
      pagesTotal,
      inProgress: isInProgress(states),
      states: [...states],
      submittedAt,
      bytes,
      bytesDone,
      printingMs: printsSinceMs === null ? null : this.#clock.monotonicMs() - printsSinceMs,
    };
  }

  /** The first in line, unless one prints, or one that cannot go on is before it. */
  #startNext(): void {
    this.#loseChannels();
    if (this.status.offline || this.status.paused) return;
    const inLine = this.#entries.map((entry) => ({ entry, phase: jobPhase(this.#jobOf(entry)) }));
    const first = inLine.find(({ phase }) => phase !== 'held' && phase !== 'over');
    if (first?.phase === 'waits') this.#start(first.entry);
  }

  #start(entry: Entry): void {
    if (entry.path !== null) return;
    const path = firstPath(this.#stacks());
    if (path === null) return this.#tryAgainLater();
    entry.path = path;
    entry.printsSinceMs ??= this.#clock.monotonicMs() - (entry.description.printingMsAgo ?? 0);
    entry.states = ['printing', ...entry.states.filter((state) => state !== 'printing')];
    this.#printNextPage(entry, path);
  }

  #tryAgainLater(): void {
    if (this.#triesAgain) return;
    this.#triesAgain = true;
    this.#clock.after(tryAgainMs, () => {
      this.#triesAgain = false;
      this.#startNext();
    });
  }

  #printNextPage(entry: Entry, path: PrintPath): void {
    this.#clock.after(entry.description.pageEveryMs, () => {
      this.#loseChannels();
      if (entry.path !== path) return;
      const isHeldUp =
        Object.values(this.status).includes(true) ||
        entry.states.some((state) => state !== 'printing' && state !== 'restart');
      const { bytes, pagesTotal } = entry.description;
      if (!isHeldUp) this.#move(entry, 1, Math.round((bytes ?? 0) / pagesTotal));
      if (entry.pagesDone < entry.description.pagesTotal) this.#printNextPage(entry, path);
      else this.#leave(entry);
    });
  }

  #leave(entry: Entry): void {
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#letGo(entry);
    if (this.#entries.length > 0) this.#clock.after(betweenJobsMs, () => this.#startNext());
  }

  #letGo(entry: Entry): void {
    const { path } = entry;
    entry.path = null;
    path?.stack.model.destroySocket(path.hostSocket, kernel);
  }

  #loseChannels(): void {
    for (const entry of this.#entries) {
      if (entry.path === null || entry.path.stack.model.channels.has(entry.path.handle)) continue;
      entry.path = null;
      const left = entry.states.filter((state) => state !== 'printing' && state !== 'error');
      entry.states = ['error', ...left];
    }
  }
}
