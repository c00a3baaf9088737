import { fail, ok, type Result } from '#app/result.ts';
import type { DeviceId } from '#app/dot4/device.ts';
import type { LookOptions } from '../../port.ts';
import { realClock } from '../../real-clock.ts';
import { SharedLooks, type Shown } from '../../shared-looks.ts';
import { AskEvidence, type AskFailure, type SpawnEvidenceProcess } from './ask-evidence.ts';
import { HolderMemory, type SeenHolder } from './holder-memory.ts';
import {
  ElevationAnswerSchema,
  ProcessesAnswerSchema,
  ServicesAnswerSchema,
  SpoolerAnswerSchema,
  type LookedAtDevice,
  type ProcessesAnswer,
  type Question,
  type ServicesAnswer,
  type SpoolerAnswer,
} from './questions.ts';
import type { Surroundings } from './sight.ts';

type Asked<T> = Result<T, AskFailure>;

interface Processes extends ProcessesAnswer {
  /** Who holds each device that was asked about, or held it and has ended. */
  readonly seen: ReadonlyMap<DeviceId, readonly SeenHolder[]>;
}

/** One look at the system around all devices. */
export interface SystemLook extends Surroundings {
  readonly processes: Asked<Processes>;
  /** When the first of its sources was asked, on the monotonic clock. */
  readonly begunAtMs: number;
}

/**
 * Looks at the system around all devices at once. The spooler, which a sick print driver can block, has a process of
 * its own, so that it takes no other source with it.
 */
export class LookAtSurroundings {
  readonly #system: AskEvidence;
  readonly #spooler: AskEvidence;
  readonly #holders = new HolderMemory();
  readonly #services: SharedLooks<Asked<ServicesAnswer>>;
  readonly #processes: SharedLooks<Asked<Processes>>;
  readonly #queues: SharedLooks<Asked<SpoolerAnswer>>;

  /** `devices`: those that are there when a look begins. */
  constructor(spawn: SpawnEvidenceProcess, devices: () => readonly LookedAtDevice[]) {
    const system = (this.#system = new AskEvidence(spawn));
    const spooler = (this.#spooler = new AskEvidence(spawn));
    this.#services = new SharedLooks(realClock, (deadlineMs) =>
      system.ask(ServicesAnswerSchema, { ask: 'windows-service' }, deadlineMs),
    );
    this.#processes = new SharedLooks(realClock, (deadlineMs) => this.#askHolders(devices(), deadlineMs));
    this.#queues = new SharedLooks(realClock, (deadlineMs) =>
      spooler.ask(SpoolerAnswerSchema, { ask: 'spooler' }, deadlineMs),
    );
  }

  /** Each source has all of the time for itself, and whoever asks shares what each is doing already, unless `fresh`. */
  async look(options: LookOptions): Promise<SystemLook> {
    const sources = [
      this.#services.ask(options),
      this.#processes.ask(options),
      this.#queues.ask(options),
    ] as const;
    const [services, processes, spooler] = await Promise.all(sources);
    const begun = [services, processes, spooler].map((one) => (one.ok ? one.value.begunAtMs : Infinity));
    return {
      at: Date.now(),
      begunAtMs: Math.min(...begun),
      services: answerOf(services),
      processes: answerOf(processes),
      spooler: answerOf(spooler),
    };
  }

  /** Null where it is not told. */
  async isElevated(deadlineMs: number): Promise<boolean | null> {
    const told = await this.#system.ask(ElevationAnswerSchema, { ask: 'elevation' }, deadlineMs);
    return told.ok ? told.value : null;
  }

  /** What left comes back as another device: nobody holds it. */
  forgetAllBut(deviceIds: readonly DeviceId[]): void {
    this.#holders.keepOnly(deviceIds);
  }

  close(): void {
    this.#system.close();
    this.#spooler.close();
  }

  /** Remembered here, where each answer comes once and in order, however many share it. */
  async #askHolders(devices: readonly LookedAtDevice[], deadlineMs: number): Promise<Asked<Processes>> {
    const ourPids = [process.pid, process.ppid];
    const question: Question = { ask: 'processes', devices: [...devices], ourPids };
    const answer = await this.#system.ask(ProcessesAnswerSchema, question, deadlineMs);
    if (!answer.ok) return answer;
    const at = Date.now();
    const seen = devices.map(
      ({ deviceId }) => [deviceId, this.#holders.after(deviceId, answer.value, at)] as const,
    );
    return ok({ ...answer.value, seen: new Map(seen) });
  }
}

/** Whoever could not wait for a source takes it for late. */
const answerOf = <T>(shown: Result<Shown<Asked<T>>, unknown>): Asked<T> =>
  shown.ok ? shown.value.value : fail({ why: 'late' });
