import * as v from 'valibot';
import { fail, ok, type Result } from '#app/result.ts';
import type { SystemFailure } from './evidence-system.ts';
import { AnsweredSchema, type Question } from './questions.ts';

/** A process that runs `runEvidenceProcess`, as whoever started it holds it. */
export interface EvidenceProcess {
  post(message: unknown): void;
  onMessage(listen: (message: unknown) => void): void;
  /** Once, when it has ended, whoever ended it. */
  onEnd(listen: () => void): void;
  kill(): void;
}

/** Starts one; only the program that was bundled knows how. It must not keep its parent alive while nothing is asked. */
export type SpawnEvidenceProcess = () => EvidenceProcess;

/** `late`: no answer within the deadline, and the process was killed; `ended`: it ended by itself. */
export type AskFailure = { readonly why: 'late' | 'ended' } | ({ readonly why: 'failed' } & SystemFailure);

type Waiting = (answer: Result<unknown, AskFailure>) => void;

/**
 * One evidence process, started with the first question and kept for the next. It is killed when an answer is late:
 * whatever it hangs in ends with it, and the next question starts another.
 */
export class AskEvidence {
  readonly #spawn: SpawnEvidenceProcess;
  readonly #waiting = new Map<number, Waiting>();
  #process: EvidenceProcess | null = null;
  #next = 1;
  #closed = false;

  constructor(spawn: SpawnEvidenceProcess) {
    this.#spawn = spawn;
  }

  async ask<S extends v.GenericSchema>(
    schema: S,
    question: Question,
    deadlineMs: number,
  ): Promise<Result<v.InferOutput<S>, AskFailure>> {
    if (this.#closed) return fail({ why: 'ended' });
    const number = this.#next++;
    const answer = await new Promise<Result<unknown, AskFailure>>((resolve) => {
      const timer = setTimeout(() => this.#end('late'), deadlineMs);
      this.#waiting.set(number, (settled) => {
        clearTimeout(timer);
        resolve(settled);
      });
      (this.#process ??= this.#start()).post({ number, question });
    });
    return answer.ok ? ok(v.parse(schema, answer.value)) : answer;
  }

  /** Kills the process and starts no other; what is asked, now or later, is answered `ended`. */
  close(): void {
    this.#closed = true;
    this.#end('ended');
  }

  #start(): EvidenceProcess {
    const started = this.#spawn();
    started.onMessage((message) => {
      const { number, answer } = v.parse(AnsweredSchema, message);
      const settled = answer.ok ? ok(answer.value) : fail({ why: 'failed' as const, ...answer.fault });
      this.#waiting.get(number)?.(settled);
      this.#waiting.delete(number);
    });
    started.onEnd(() => {
      if (this.#process === started) this.#end('ended');
    });
    return started;
  }

  #end(why: 'late' | 'ended'): void {
    const ended = this.#process;
    this.#process = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const settle of waiting) settle(fail({ why }));
    ended?.kill();
  }
}
