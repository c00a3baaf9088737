import { isRemovalStatus } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { ProbeAnswer, ServiceAnswer } from '#app/probe/answers.ts';
import { noSuchService } from '#app/probe/probed-services.ts';
import type { Result } from '#app/result.ts';
import type { DeviceLink } from '#native';
import { deadlines } from '../deadlines.ts';
import { OwnSockets } from './own-sockets.ts';
import type { SocketNotes } from './own-sockets.ts';

export interface AskOptions {
  readonly services: readonly string[];
  /** Whether a channel is opened on a service that is known. */
  readonly opens: (service: string) => boolean;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly onStep: (service: string, number: number, total: number) => void;
}

/** The answers, and sockets of ours that could not be destroyed. */
export interface Asked {
  /** The answer for a service that no printer has. */
  readonly control: ProbeAnswer | null;
  readonly answers: readonly ServiceAnswer[];
  readonly leftBehind: readonly number[];
  /** What ended it early. */
  readonly stopped: Fault | null;
}

interface OneAnswer {
  readonly create: ProbeAnswer | null;
  readonly open: ProbeAnswer | null;
}

const ordinarySocket = {
  ...({ peripheralSocket: 0, type: 'stream', readBufferSize: 4096 } as const),
  maxHostToPeripheralPacket: 512,
  maxPeripheralToHostPacket: 512,
};

/**
 * Asks for one service after the other with a socket of ours, and destroys it before the next: never are there two.
 * Whatever ends it, a stop included, our socket is destroyed; where the driver refuses that, nothing more is asked.
 */
export const askServices = async (
  link: DeviceLink,
  notes: SocketNotes,
  options: AskOptions,
): Promise<Asked> => {
  const asking = new Asking(link, notes, options);
  try {
    await asking.run();
  } finally {
    await asking.cleanUp();
  }
  const { control, answers, stopped } = asking;
  return { control, answers, leftBehind: asking.leftBehind, stopped };
};

class Asking {
  control: ProbeAnswer | null = null;
  readonly answers: ServiceAnswer[] = [];
  stopped: Fault | null = null;
  readonly #link: DeviceLink;
  readonly #options: AskOptions;
  readonly #own: OwnSockets;

  constructor(link: DeviceLink, notes: SocketNotes, options: AskOptions) {
    this.#link = link;
    this.#own = new OwnSockets(notes);
    this.#options = options;
  }

  get leftBehind(): readonly number[] {
    return this.#own.left;
  }

  async run(): Promise<void> {
    const { services, opens, now, onStep } = this.#options;
    const questions = [noSuchService, ...services];
    for (const [index, service] of questions.entries()) {
      onStep(service, index + 1, questions.length);
      const isControl = index === 0;
      const { create, open } = await this.#ask(service, !isControl && opens(service));
      if (isControl) this.control = create;
      else if (create !== null) this.answers.push({ service, at: now(), create, open });
      if (this.stopped !== null || this.#own.size > 0) return;
    }
  }

  async cleanUp(): Promise<void> {
    await this.#own.destroyAll(this.#link);
  }

  async #ask(service: string, opens: boolean): Promise<OneAnswer> {
    const { signal } = this.#options;
    const made = await this.#link.createSocket(
      { ...ordinarySocket, service },
      { deadlineMs: deadlines.createSocket, signal },
    );
    const create = this.#answerOf(made);
    if (!made.ok) return { create, open: null };
    const { hostSocket } = made.value;
    this.#own.made(hostSocket);
    const open = opens ? await this.#open(hostSocket) : null;
    await this.#own.destroy(this.#link, hostSocket);
    return { create, open };
  }

  async #open(hostSocket: number): Promise<ProbeAnswer | null> {
    const { signal } = this.#options;
    const opened = await this.#link.openChannel(
      { hostSocket, addActivity: false },
      { deadlineMs: deadlines.openChannel, signal },
    );
    if (opened.ok) await this.#link.closeChannel(opened.value, { deadlineMs: deadlines.closeChannel });
    return this.#answerOf(opened);
  }

  /** Null for what is no answer to the question and ends the probe. */
  #answerOf(result: Result<unknown, Fault>): ProbeAnswer | null {
    if (result.ok) return { kind: 'done' };
    const { fault } = result;
    if (fault.kind === 'deadline' && fault.withdrawn) return { kind: 'none' };
    if (fault.kind === 'refused' && !isRemovalStatus(fault.ntstatus.code)) {
      return { kind: 'refused', ntstatus: fault.ntstatus };
    }
    this.stopped = fault.kind === 'refused' ? { kind: 'device-gone', deviceId: this.#link.deviceId } : fault;
    return null;
  }
}
