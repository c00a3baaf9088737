import { spawn, type ChildProcess } from 'node:child_process';
import type { EvidenceProcess } from './ask-evidence.ts';
import { argumentsToRun } from '../own-program.ts';
import { evidenceArgument } from './evidence-process.ts';

/** Null: Windows refused it. Node throws for most codes and tells of a few, such as ENOENT, by an event. */
const startChild = (file: string | null): ChildProcess | null => {
  try {
    return spawn(process.execPath, [...argumentsToRun(file), evidenceArgument], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
  } catch {
    return null;
  }
};

const neverStarted: EvidenceProcess = {
  post: () => undefined,
  onMessage: () => undefined,
  onEnd: (listen) => void setImmediate(() => listen(false)),
  kill: () => undefined,
};

/**
 * Runs a file of ours once more, as the evidence process, in plain Node; or this program where that is a program of its
 * own. Neither keeps the other alive.
 */
export const forkEvidenceProcess = (file: string | null): EvidenceProcess => {
  const child = startChild(file);
  if (child === null) return neverStarted;
  child.unref();
  child.channel?.unref();
  return {
    // A child that is ending takes no message; its end is told.
    post: (message) => void child.send(message as object, () => undefined),
    onMessage: (listen) => void child.on('message', listen),
    onEnd: (listen) => {
      child.once('exit', () => listen(true));
      child.once('error', () => listen(child.pid !== undefined));
    },
    kill: () => void child.kill(),
  };
};
