import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeTask, parseAnswer } from '#app/calibration/other-process.ts';
import type { StartOtherProcess } from './other-process.ts';

/** The argument after which a program of ours finds the task of a second process. */
export const otherProcessArgument = '--as-another-process';

/**
 * Starts `file` once more in this Node. Its answer comes through a file: a pipe stays open as long as anything
 * that it started, and Windows Node has none under Wine.
 */
export const startNodeProcess =
  (file: string, env: NodeJS.ProcessEnv = process.env): StartOtherProcess =>
  async (task, { deadlineMs, signal }) => {
    const folder = await mkdtemp(join(tmpdir(), 'unjam-'));
    const answerFile = join(folder, 'answer');
    const output = await open(answerFile, 'w');
    try {
      const args = [...process.execArgv, file, otherProcessArgument, encodeTask(task)];
      const child = spawn(process.execPath, args, {
        stdio: ['ignore', output.fd, 'ignore'],
        windowsHide: true,
        timeout: deadlineMs,
        killSignal: 'SIGKILL',
        env,
        ...(signal === undefined ? {} : { signal }),
      });
      const ended = await once(child, 'exit').catch(() => null);
      return ended === null ? null : parseAnswer(await readFile(answerFile, 'utf8'));
    } finally {
      await output.close();
      await rm(folder, { recursive: true, force: true });
    }
  };
