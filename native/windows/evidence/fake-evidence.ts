import type { EvidenceProcess } from './ask-evidence.ts';
import type { Question } from './questions.ts';

/** An evidence process in the hand of a test: it answers when it is told to, and records what happens to it. */
export class FakeProcess implements EvidenceProcess {
  readonly posted: { readonly number: number; readonly question: Question }[] = [];
  killed = false;
  #hear: (message: unknown) => void = () => undefined;
  #end: (began: boolean) => void = () => undefined;

  post(message: unknown): void {
    this.posted.push(message as { number: number; question: Question });
  }
  onMessage(listen: (message: unknown) => void): void {
    this.#hear = listen;
  }
  onEnd(listen: (began: boolean) => void): void {
    this.#end = listen;
  }
  kill(): void {
    this.killed = true;
    this.#end(true);
  }

  /** It ends by itself. */
  end(): void {
    this.#end(true);
  }
  /** The system did not start it. */
  refuse(): void {
    this.#end(false);
  }
  say(message: unknown): void {
    this.#hear(message);
  }
  answer(index: number, answer: unknown): void {
    this.say({ number: this.posted[index]?.number, answer });
  }
  /** How often it was asked this. */
  asked(ask: Question['ask']): number {
    return this.posted.filter(({ question }) => question.ask === ask).length;
  }
  /** Answers the last question of this kind. */
  answerTo(ask: Question['ask'], value: unknown): void {
    const index = this.posted.findLastIndex(({ question }) => question.ask === ask);
    this.answer(index, { ok: true, value });
  }
}

export const fakeEvidence = () => {
  const started: FakeProcess[] = [];
  const spawn = (): FakeProcess => {
    const one = new FakeProcess();
    started.push(one);
    return one;
  };
  return { started, spawn };
};
