import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface DownloadLimits {
  /** For the first answer, redirects included. */
  answerMs: number;
  /** Between two pieces of the file. */
  stallMs: number;
}

/** The host did not answer, refused, or stopped in the middle. */
export class DownloadFailure extends Error {
  override name = 'DownloadFailure';
}

/** Downloads a file; gives up soon when nothing answers and when the stream dries up. */
export async function boundedDownload(url: string, target: string, limits: DownloadLimits): Promise<void> {
  const host = new URL(url).host;
  const stop = new AbortController();
  let words = `${host} did not answer within ${limits.answerMs / 1000} s`;
  let timer = setTimeout(() => stop.abort(), limits.answerMs);
  const restart = (): void => {
    clearTimeout(timer);
    words = `${host} stopped sending for ${limits.stallMs / 1000} s`;
    timer = setTimeout(() => stop.abort(), limits.stallMs);
  };
  try {
    const response = await fetch(url, { signal: stop.signal });
    if (!response.ok || response.body === null) {
      throw new DownloadFailure(`${host} answered ${response.status} ${response.statusText}`);
    }
    restart();
    await mkdir(path.dirname(target), { recursive: true });
    const watch = async function* (pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const piece of pieces) {
        restart();
        yield piece;
      }
    };
    // The two declarations of a web stream, Node's and the DOM's, differ only on paper.
    await pipeline(Readable.fromWeb(response.body as never), watch, createWriteStream(target));
  } catch (error) {
    if (error instanceof DownloadFailure) throw error;
    if (stop.signal.aborted) throw new DownloadFailure(words);
    throw new DownloadFailure(`${host} could not be reached (${causeOf(error)})`);
  } finally {
    clearTimeout(timer);
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
