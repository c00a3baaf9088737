import type { Writable } from 'node:stream';
import { endProcess } from '#native';
import type { ExitCode } from './exit-codes.ts';

/** A write is called back when all before it are out. */
const flushed = (stream: Writable): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()));

/**
 * Ends the command line once its answer is out. A thread that a driver does not give back would hold every ordinary
 * end, and whether there is one cannot be asked: so on Windows the end is always the hard one.
 */
export const endWith = async (exitCode: ExitCode): Promise<void> => {
  process.exitCode = exitCode;
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  await endProcess(exitCode);
};
