import type { WriteStream } from 'node:tty';

/**
 * Whoever reads our output may stop reading (`| head`), close it, or put it on a full disk. What was done stands,
 * and so does its exit code; only a result that could not be written for another reason than that is a failure.
 */
export const surviveBrokenStreams = (): void => {
  const survive = (stream: WriteStream): void => {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || stream !== process.stdout) return;
      process.stderr.write(`The result could not be written: ${error.code ?? error.message}\n`);
      process.exitCode = 1;
    });
  };
  survive(process.stdout);
  survive(process.stderr);
};
