import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { OtherProcessTask } from '#app/calibration/other-process.ts';
import { startNodeProcess } from './start-node-process.ts';

const task: OtherProcessTask = {
  deviceId: 'a',
  openPaths: ['\\\\?\\a "quoted" %name%'],
  hostSocket: 6,
  shape: null,
  deadlineMs: 100,
};

const program = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'unjam-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'program.mjs');
  writeFileSync(file, text);
  return file;
};

const answering = `
  import { readFileSync } from 'node:fs';
  const [argument, ...more] = process.argv.slice(2);
  const { secret, task } = JSON.parse(readFileSync(0, 'utf8'));
  const isOurs = secret.length === 64 && secret === process.env.UNJAM_SECOND_PROCESS;
  const isAlone = argument === '--as-another-process' && more.length === 0;
  const right = isOurs && isAlone && task.openPaths[0] === ${JSON.stringify(task.openPaths[0])};
  process.stdout.write(JSON.stringify(right ? { ok: true } : { ok: false }));`;

test('the task arrives unchanged with the secret, past the command line, and the answer comes back', async () => {
  const start = startNodeProcess(program(answering));
  expect(await start(task, { deadlineMs: 20_000 })).toEqual({ ok: true });
});

/** What a process takes as its task from this standard input and this secret of its environment. */
const taken = (input: string, secret: string | null): string => {
  const entry = program(`
    import { takeTask } from ${JSON.stringify(new URL('start-node-process.ts', import.meta.url).href)};
    process.stdout.write(JSON.stringify(takeTask(process.argv.slice(2))));`);
  return execFileSync(process.execPath, ['--import', 'tsx', entry, '--as-another-process'], {
    input,
    encoding: 'utf8',
    env: secret === null ? process.env : { ...process.env, UNJAM_SECOND_PROCESS: secret },
  });
};

test.each([
  ['nothing', ''],
  ['something else', 'process.stdout.write("{}")'],
  ['half an answer', 'process.stdout.write(`{"ok":`); process.exit(1)'],
])('a process that says %s has not answered', async (_, text) => {
  expect(await startNodeProcess(program(text))(task, { deadlineMs: 20_000 })).toBeNull();
});

test('a process that does not end is ended', async () => {
  const start = startNodeProcess(program('setInterval(() => undefined, 1000)'));
  expect(await start(task, { deadlineMs: 300 })).toBeNull();
  const abort = new AbortController();
  const answer = start(task, { deadlineMs: 20_000, signal: abort.signal });
  abort.abort();
  expect(await answer).toBeNull();
});

test.each([
  ['a command line without a parent', null, 'right'],
  ['an order with another secret', 'f'.repeat(64), 'other'],
  ['an order without a secret', '', 'none'],
  ['something that is no order', 'f'.repeat(64), 'torn'],
])('%s orders nothing', (_, secret, kind) => {
  const orders: Readonly<Record<string, string>> = {
    right: JSON.stringify({ secret: 'f'.repeat(64), task }),
    other: JSON.stringify({ secret: 'e'.repeat(64), task }),
    none: JSON.stringify({ secret: '', task }),
    torn: '{"secret":',
  };
  expect(taken(orders[kind] ?? '', secret)).toBe('null');
});

test('an order with the secret of the environment is taken', () => {
  const secret = 'f'.repeat(64);
  expect(JSON.parse(taken(JSON.stringify({ secret, task }), secret))).toEqual(task);
});
