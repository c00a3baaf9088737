import type { Writable } from 'node:stream';
import { endProcess } from '#native';

/** A write is called back when all before it are out. */
export const flushed = (stream: Writable): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()));

/**
 * Ends the command line once its answer is out. A thread that a driver does not give back would hold every ordinary
 * end, and whether there is one cannot be asked: so on Windows the end is always the hard one.
 */
export const endWith = async (exitCode: number): Promise<void> => {
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  // set already where the answer could not be written (broken-streams.ts)
  const code = typeof process.exitCode === 'number' ? process.exitCode : exitCode;
  process.exitCode = code;
  await endProcess(code);
};
