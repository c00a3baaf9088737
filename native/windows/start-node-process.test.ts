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
  const [argument, word] = process.argv.slice(2);
  const { openPaths } = JSON.parse(decodeURIComponent(word));
  const right = argument === '--as-another-process' && openPaths[0] === ${JSON.stringify(task.openPaths[0])};
  process.stdout.write(JSON.stringify(right ? { ok: true } : { ok: false }));`;

test('the task arrives unchanged and the answer comes back', async () => {
  const start = startNodeProcess(program(answering));
  expect(await start(task, { deadlineMs: 20_000 })).toEqual({ ok: true });
});

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
