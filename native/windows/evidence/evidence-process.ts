import { answerQuestions } from './answer-questions.ts';

/**
 * The hidden argument that makes a program of ours the evidence process: it looks where Windows may hang, and is
 * killed when it does.
 */
export const evidenceArgument = '--internal-evidence-process';

export const isEvidenceProcess = (args: readonly string[]): boolean => args[0] === evidenceArgument;

/** The two ends that a parent gives its child: Node's fork has them on `process`, Electron's utility process on a port. */
export interface ParentEnd {
  send(message: unknown): void;
  onMessage(listen: (message: unknown) => void): void;
}

/** Answers questions until the parent ends it, or is gone. */
export const runEvidenceProcess = async (parent: ParentEnd): Promise<void> => {
  const waiting: unknown[] = [];
  let answer = (message: unknown): void => void waiting.push(message);
  parent.onMessage((message) => answer(message));
  answer = await answerQuestions((message) => parent.send(message));
  waiting.forEach(answer);
};

/** The parent's end of a child that Node forked. */
export const parentOfFork = (): ParentEnd => ({
  send: (message) => void process.send?.(message),
  onMessage: (listen) => void process.on('message', listen),
});
