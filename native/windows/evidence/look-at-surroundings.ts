import { AskEvidence, type SpawnEvidenceProcess } from './ask-evidence.ts';
import {
  ElevationAnswerSchema,
  ProcessesAnswerSchema,
  ServicesAnswerSchema,
  SpoolerAnswerSchema,
  type LookedAtDevice,
} from './questions.ts';
import type { Surroundings } from './sight.ts';

/**
 * Looks at the system around all devices at once. The spooler, which a sick print driver can block, has a process of
 * its own, so that it takes no other source with it.
 */
export class LookAtSurroundings {
  readonly #system: AskEvidence;
  readonly #spooler: AskEvidence;
  #running: Promise<Surroundings> | null = null;

  constructor(spawn: SpawnEvidenceProcess) {
    this.#system = new AskEvidence(spawn);
    this.#spooler = new AskEvidence(spawn);
  }

  /** Whoever asks while a look is under way shares it. `deadlineMs` holds for each source by itself. */
  look(devices: readonly LookedAtDevice[], deadlineMs: number): Promise<Surroundings> {
    return (this.#running ??= this.#look(devices, deadlineMs).finally(() => (this.#running = null)));
  }

  /** Null where it is not told. */
  async isElevated(deadlineMs: number): Promise<boolean | null> {
    const told = await this.#system.ask(ElevationAnswerSchema, { ask: 'elevation' }, deadlineMs);
    return told.ok ? told.value : null;
  }

  close(): void {
    this.#system.close();
    this.#spooler.close();
  }

  async #look(devices: readonly LookedAtDevice[], deadlineMs: number): Promise<Surroundings> {
    const ourPids = [process.pid, process.ppid];
    const [services, processes, spooler] = await Promise.all([
      this.#system.ask(ServicesAnswerSchema, { ask: 'windows-service' }, deadlineMs),
      this.#system.ask(
        ProcessesAnswerSchema,
        { ask: 'processes', devices: [...devices], ourPids },
        deadlineMs,
      ),
      this.#spooler.ask(SpoolerAnswerSchema, { ask: 'spooler' }, deadlineMs),
    ]);
    return { at: Date.now(), services, processes, spooler };
  }
}
