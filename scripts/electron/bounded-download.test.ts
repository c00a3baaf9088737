import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { boundedDownload, DownloadFailure } from './bounded-download.ts';

const limits = { answerMs: 150, stallMs: 150 };
let folder = '';
let server: Server | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'unjam-download-'));
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function serve(answer: RequestListener): Promise<string> {
  const started = createServer(answer);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/file.zip`;
}

describe('a bounded download', () => {
  test('keeps what it was sent', async () => {
    const url = await serve((_, response) => response.end('all of it'));
    const target = path.join(folder, 'new', 'file.zip');
    await boundedDownload(url, target, limits);
    expect(await readFile(target, 'utf8')).toBe('all of it');
  });

  test('gives up on a host that does not answer', async () => {
    const url = await serve(() => undefined);
    await expect(boundedDownload(url, path.join(folder, 'f'), limits)).rejects.toThrow(
      /did not answer within/,
    );
  });

  test('gives up on a stream that dries up', async () => {
    const url = await serve((_, response) => void response.write('the first piece'));
    await expect(boundedDownload(url, path.join(folder, 'f'), limits)).rejects.toThrow(/stopped sending/);
  });

  test('says what a host refused with', async () => {
    const url = await serve((_, response) => response.writeHead(403).end());
    await expect(boundedDownload(url, path.join(folder, 'f'), limits)).rejects.toThrow(/answered 403/);
  });

  test('says when there is no host', async () => {
    const url = await serve((_, response) => response.end());
    await new Promise((resolve) => server?.close(resolve));
    await expect(boundedDownload(url, path.join(folder, 'f'), limits)).rejects.toThrow(DownloadFailure);
  });
});
