import { spawn, type SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeOrder, parseAnswer, taskOfOrder } from '#app/calibration/other-process.ts';
import type { OtherProcessTask } from '#app/calibration/other-process.ts';
import type { StartOtherProcess } from './other-process.ts';
import { argumentsToRun } from './own-program.ts';

/** Says that a program is started as a second process. What it does comes from its parent alone. */
const otherProcessArgument = '--as-another-process';
const secretVariable = 'UNJAM_SECOND_PROCESS';

/**
 * The task of this process if a parent of ours started it as a second process, else null. The task comes as the
 * standard input with a secret that the environment has too, so no command line can order a DESTROY_SOCKET.
 */
export const takeTask = (
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): OtherProcessTask | null => {
  const secret = env[secretVariable];
  if (args[0] !== otherProcessArgument || secret === undefined) return null;
  delete env[secretVariable];
  return taskOfOrder(readFileSync(0, 'utf8'), secret);
};

/**
 * Starts `file` once more in this Node, or this program where that is a program of its own. Its task and its answer go through files: a pipe stays open as long as
 * anything that it started, and Windows Node has none under Wine.
 */
export const startNodeProcess =
  (file: string | null, env: NodeJS.ProcessEnv = process.env): StartOtherProcess =>
  async (task, { deadlineMs, signal }) => {
    const folder = await mkdtemp(join(tmpdir(), 'unjam-'));
    const [taskFile, answerFile] = [join(folder, 'task'), join(folder, 'answer')];
    const secret = randomBytes(32).toString('hex');
    await writeFile(taskFile, encodeOrder({ secret, task }), { mode: 0o600 });
    const [input, output] = [await open(taskFile), await open(answerFile, 'w')];
    try {
      const args = [...argumentsToRun(file), otherProcessArgument];
      const options: SpawnOptions = {
        stdio: [input.fd, output.fd, 'ignore'],
        windowsHide: true,
        timeout: deadlineMs,
        killSignal: 'SIGKILL',
        env: { ...env, [secretVariable]: secret },
        ...(signal === undefined ? {} : { signal }),
      };
      // Node throws what Windows refused, or tells of it by an event
      const run = async () => once(spawn(process.execPath, args, options), 'exit');
      const ended = await run().catch(() => null);
      return ended === null ? null : parseAnswer(await readFile(answerFile, 'utf8'));
    } finally {
      await Promise.all([input.close(), output.close()]);
      await rm(folder, { recursive: true, force: true });
    }
  };
