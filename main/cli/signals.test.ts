import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { buildCli, startUnjam } from '../testing/cli.ts';

buildCli();

/**
 * Runs a close whose record the disk never takes: a thread hangs in a call that does not return, as with a share that
 * is gone. `signal` is sent once it hangs. `late`: nothing that waits for a second or longer comes to its end.
 */
const hang = (signals: readonly NodeJS.Signals[], late = false) => {
  const folder = temporaryFolder();
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const preload = join(folder, 'hang.cjs');
  writeFileSync(
    preload,
    `const fs = require('node:fs');
     fs.fsync = (_file, done) => {
       fs.open(${JSON.stringify(pipe)}, 'w', done);
       process.stderr.write('hangs\\n');
     };
     const { setTimeout } = globalThis;
     if (${late}) globalThis.setTimeout = (call, ms, ...more) => setTimeout(call, ms < 1_000 ? ms : 600_000, ...more);`,
  );
  const child = startUnjam('destroy --simulate office --device sim-m1522nf --socket 4 --yes --json', folder, {
    env: { ...process.env, UNJAM_DATA_DIR: folder, NODE_OPTIONS: `--require ${preload}` },
  });
  let stderr = '';
  let sent = 0;
  const send = (): void => {
    const signal = signals[sent];
    if (signal === undefined) return;
    sent += 1;
    child.kill(signal);
    setTimeout(send, 100);
  };
  child.stderr.on('data', (text: Buffer) => {
    if (stderr === '') send();
    stderr += text.toString();
  });
  return new Promise<{ code: number | null; signal: string | null; stderr: string }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stderr }));
  });
};

describe.skipIf(process.platform === 'win32')('a disk that does not answer', { timeout: 20_000 }, () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('does not hold the command line against %s', async (signal) => {
    const { code, signal: by, stderr } = await hang([signal]);
    expect([code, by]).toEqual([null, signal]);
    // the request was not sent, so there is no outcome that is missing
    expect(stderr).toBe('hangs\n');
  });

  test('nor against a second Ctrl+C, which waits for nothing', async () => {
    const { code, signal } = await hang(['SIGINT', 'SIGINT'], true);
    expect([code, signal]).toEqual([null, 'SIGINT']);
  });
});
