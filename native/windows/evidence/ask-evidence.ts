import * as v from 'valibot';
import { fail, ok, type Result } from '#app/result.ts';
import type { NotLoaded } from '../ffi/koffi.ts';
import type { SystemFailure } from './evidence-system.ts';
import { AnsweredSchema, type Question } from './questions.ts';

/** A process that runs `runEvidenceProcess`, as whoever started it holds it. */
export interface EvidenceProcess {
  post(message: unknown): void;
  onMessage(listen: (message: unknown) => void): void;
  /** Once, when it has ended, whoever ended it. `began` false: it was refused, and nothing was asked of it. */
  onEnd(listen: (began: boolean) => void): void;
  kill(): void;
}

/** Starts one; only the program that was bundled knows how. It must not keep its parent alive while nothing is asked. */
export type SpawnEvidenceProcess = () => EvidenceProcess;

/**
 * `late`: no answer within the deadline; `malformed`: an answer that breaks its schema; `ended`: the process ended by
 * itself, or nobody wants the answer any more; `not-loaded`: it could not load a library. After each of these another process answers the next question.
 */
export type AskFailure =
  | { readonly why: 'late' | 'malformed' | 'ended' }
  | { readonly why: 'not-loaded'; readonly fault: NotLoaded }
  | ({ readonly why: 'failed' } & SystemFailure);

interface Waiting {
  readonly question: Question;
  readonly schema: v.GenericSchema;
  readonly settle: (answer: Result<unknown, AskFailure>) => void;
  /** Whether the process of now has the question. */
  asked: boolean;
  /** A process for it was refused once. */
  refused: boolean;
}

/** A virus scanner, or a system short of memory, refuses a process for a moment: how long another try waits, in ms. */
const anotherTryMs = 100;

/**
 * One evidence process, started with the first question and kept for the next. It answers in the order in which it is
 * asked. When an answer does not come as it should the process is killed, with whatever it hangs in; questions that
 * wait behind that one go to another process, and keep their deadlines. A process that is refused is tried once more; one
 * that began is not, for what is asked may be an action.
 */
export class AskEvidence {
  readonly #spawn: SpawnEvidenceProcess;
  /** Oldest first. */
  readonly #waiting = new Map<number, Waiting>();
  #process: EvidenceProcess | null = null;
  #last = 0;
  #closed = false;

  constructor(spawn: SpawnEvidenceProcess) {
    this.#spawn = spawn;
  }

  ask<S extends v.GenericSchema>(
    schema: S,
    question: Question,
    deadlineMs: number,
  ): Promise<Result<v.InferOutput<S>, AskFailure>> {
    if (this.#closed) return Promise.resolve(fail({ why: 'ended' }));
    const number = ++this.#last;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#giveUp(number, { why: 'late' }), deadlineMs);
      const settle = (answer: Result<unknown, AskFailure>): void => {
        clearTimeout(timer);
        this.#waiting.delete(number);
        // `#heard` has checked the value
        resolve(answer);
      };
      this.#waiting.set(number, { question, schema, settle, asked: false, refused: false });
      this.#postAll();
    });
  }

  /** Kills the process; what is still asked, and what is asked later, is answered `ended`. */
  close(): void {
    this.#closed = true;
    for (const { settle } of this.#waiting.values()) settle(fail({ why: 'ended' }));
    this.#kill();
  }

  #postAll(): void {
    for (const [number, waiting] of this.#waiting) {
      if (waiting.asked) continue;
      waiting.asked = true;
      (this.#process ??= this.#start()).post({ number, question: waiting.question });
    }
  }

  #start(): EvidenceProcess {
    const started = this.#spawn();
    const isOurs = (): boolean => this.#process === started;
    started.onMessage((message) => {
      if (isOurs()) this.#heard(message);
    });
    started.onEnd((began) => {
      if (isOurs()) this.#ended(began);
    });
    return started;
  }

  #ended(began: boolean): void {
    const oldest = this.#oldest;
    const waiting = oldest === undefined ? undefined : this.#waiting.get(oldest);
    if (began || waiting === undefined || waiting.refused) return this.#giveUp(oldest, { why: 'ended' });
    waiting.refused = true;
    this.#kill();
    setTimeout(() => this.#postAll(), anotherTryMs);
  }

  get #oldest(): number | undefined {
    return this.#waiting.keys().next().value;
  }

  #heard(message: unknown): void {
    const answered = v.safeParse(AnsweredSchema, message);
    if (!answered.success) return this.#giveUp(this.#oldest, { why: 'malformed' });
    const { number, answer } = answered.output;
    const asked = this.#waiting.get(number);
    if (asked === undefined) return this.#giveUp(this.#oldest, { why: 'malformed' });
    if (!answer.ok) {
      const { fault } = answer;
      if ('kind' in fault) return this.#giveUp(number, { why: 'not-loaded', fault });
      return asked.settle(fail({ why: 'failed', ...fault }));
    }
    const value = v.safeParse(asked.schema, answer.value);
    if (value.success) asked.settle(ok(value.output));
    else this.#giveUp(number, { why: 'malformed' });
  }

  /** One question failed with its process; undefined: nothing was asked. The others are asked again. */
  #giveUp(number: number | undefined, failure: AskFailure): void {
    this.#kill();
    if (number !== undefined) this.#waiting.get(number)?.settle(fail(failure));
    this.#postAll();
  }

  #kill(): void {
    const killed = this.#process;
    this.#process = null;
    for (const waiting of this.#waiting.values()) waiting.asked = false;
    killed?.kill();
  }
}
