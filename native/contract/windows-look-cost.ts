import { answerQuestions } from '../windows/evidence/answer-questions.ts';
import type { Question } from '../windows/evidence/questions.ts';

/** What one look at the handle table costs the evidence process, in ms. */
export interface LookCost {
  readonly tookMs: number;
  /** Of this process, user and kernel; what the system does for it elsewhere is not in it. */
  readonly cpuMs: number;
}

const microsecondsInMs = 1000;

/** The means of `rounds` looks; asked on this very thread, as the evidence process is. */
export const lookCost = async (path: string, rounds: number): Promise<LookCost> => {
  const look = await answerQuestions(() => undefined);
  const devices = [{ deviceId: 'measured', openPaths: [path] }];
  const question: Question = { ask: 'processes', devices, ourPids: [] };
  const again = (count: number): void => {
    for (let number = 0; number < count; number++) look({ number, question });
  };
  again(5);
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  again(rounds);
  const { user, system } = process.cpuUsage(cpu);
  return {
    tookMs: (performance.now() - start) / rounds,
    cpuMs: (user + system) / microsecondsInMs / rounds,
  };
};
