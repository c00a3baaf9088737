import { utilityProcess } from 'electron';
import { join } from 'node:path';
import { OtherProcessAnswerSchema } from '#app/calibration/other-process.ts';
import type { OtherProcessAnswer } from '#app/calibration/other-process.ts';
import type { StartOtherProcess } from '#native';
import * as v from 'valibot';

/** A second process of the window's program: Electron's own way, so that it needs no Node beside it. */
export const startUtilityProcess: StartOtherProcess = (task, { deadlineMs, signal }) =>
  new Promise((resolve) => {
    const file = join(import.meta.dirname, 'other-process.js');
    const child = utilityProcess.fork(file, [], {
      stdio: 'ignore',
      serviceName: 'Unjam, second process',
    });
    child.once('spawn', () => child.postMessage(task));
    let answer: OtherProcessAnswer | null = null;
    const end = (): void => void child.kill();
    const timer = setTimeout(end, deadlineMs);
    signal?.addEventListener('abort', end);
    child.on('message', (message: unknown) => {
      const parsed = v.safeParse(OtherProcessAnswerSchema, message);
      answer = parsed.success ? parsed.output : null;
      end();
    });
    child.once('exit', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve(answer);
    });
  });
