import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { AuditRecord } from '#app/audit/record.ts';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { deviceNamed } from '#app/testing/arbitrary-state.ts';
import { nodeAsyncDisk, nodeDisk } from '../files/disk.ts';
import { filesOn } from '../files/steps.ts';
import { asNobody } from '../testing/as-nobody.ts';
import { auditRecords, temporaryFolder } from '../testing/bench.ts';
import { createAuditTrail, flushMs } from './audit-trail.ts';
import { operatorOf } from './operator.ts';
import { said } from './said.ts';

const about = {
  ...said(operatorOf('window'), deviceNamed('a'), true, 1_000),
  teardown: 'one',
  hostSocket: 4,
  generation: 1,
  evidence: [],
};
const request = 'IOCTL_DOT4_DESTROY_SOCKET';
const intent: AuditRecord = { record: 'intent', ...about, request, overJob: false };
const outcome: AuditRecord = {
  record: 'outcome',
  ...about,
  request,
  ntstatus: { code: '0x00000000', name: 'STATUS_SUCCESS' },
  outcome: { kind: 'freed', ntstatus: ntStatus('STATUS_SUCCESS') },
};

const alreadyGone: AuditRecord = {
  record: 'outcome',
  ...about,
  teardown: 'two',
  hostSocket: 5,
  request: null,
  ntstatus: null,
  outcome: { kind: 'already-gone', ntstatus: ntStatus('STATUS_NOT_FOUND'), told: 'by-probe' },
};

const notRecorded = (path: string) => ({
  ok: false,
  fault: { kind: 'outcome-not-recorded', path, code: 'ENOSPC' },
});

const noFullDisk = 'this system has no /dev/full';

const place = () => {
  const folder = temporaryFolder();
  const path = join(folder, 'audit.jsonl');
  return { folder, path, trail: createAuditTrail(path) };
};

test('records come back as they were written, in order', async () => {
  const { path, trail } = place();
  await Promise.all([trail.append(intent), trail.append(outcome)]);
  expect(auditRecords(path)).toEqual([intent, outcome]);
});

test('each record is written once, whenever a flush comes', async () => {
  const { path, trail } = place();
  await Promise.all([
    ...[trail.append(intent), trail.flush(), trail.append(outcome)],
    ...[trail.flush(), trail.append(alreadyGone), trail.flush()],
  ]);
  expect(auditRecords(path)).toEqual([intent, outcome, alreadyGone]);
});

test('a line that another program left torn spoils no other', async () => {
  const { path, trail } = place();
  writeFileSync(path, '{"record":"int');
  expect((await trail.append(intent)).ok).toBe(true);
  const lines = readFileSync(path, 'utf8').split('\n');
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[1] ?? '')).toEqual(intent);
});

test('an outcome that found the disk full goes out with the next record', async ({ skip }) => {
  if (!existsSync('/dev/full')) skip(noFullDisk);
  const { path, trail } = place();
  symlinkSync('/dev/full', path);
  expect(await trail.append(outcome)).toEqual(notRecorded(path));
  unlinkSync(path);
  expect((await trail.append(intent)).ok).toBe(true);
  expect(auditRecords(path)).toEqual([outcome, intent]);
  expect(await trail.flush()).toEqual({ ok: true, value: undefined });
  expect(auditRecords(path)).toHaveLength(2);
});

test('an outcome that found the disk full goes out at the end of the program', async ({ skip }) => {
  if (!existsSync('/dev/full')) skip(noFullDisk);
  const { path, trail } = place();
  symlinkSync('/dev/full', path);
  await Promise.all([trail.append(outcome), trail.append(alreadyGone)]);
  expect(await trail.flush()).toEqual(notRecorded(path));
  unlinkSync(path);
  expect(await trail.flush()).toEqual({ ok: true, value: undefined });
  expect(auditRecords(path)).toEqual([outcome, alreadyGone]);
});

test('a beginning behind an outcome that cannot be written is refused: nothing is sent', async ({ skip }) => {
  if (!existsSync('/dev/full')) skip(noFullDisk);
  const { path, trail } = place();
  symlinkSync('/dev/full', path);
  await trail.append(alreadyGone);
  expect(await trail.append(intent)).toMatchObject({ fault: { kind: 'audit-unwritable', code: 'ENOSPC' } });
});

test('what was refused for want of its beginning is no outcome that is missing; it is recorded all the same', async ({
  skip,
}) => {
  if (!existsSync('/dev/full')) skip(noFullDisk);
  const { path, trail } = place();
  symlinkSync('/dev/full', path);
  await trail.append(intent);
  expect(await trail.append(outcome)).toMatchObject({ fault: { kind: 'audit-unwritable' } });
  expect((await trail.flush()).ok).toBe(true);
  await trail.append(alreadyGone);
  expect(await trail.flush()).toEqual(notRecorded(path));
  unlinkSync(path);
  expect((await trail.flush()).ok).toBe(true);
  expect(auditRecords(path)).toEqual([outcome, alreadyGone]);
});

test('a file that takes for ever to write does not hold the end of the program', async () => {
  const { path } = place();
  let release = (): void => undefined;
  const answer = new Promise<void>((resolve) => (release = resolve));
  const trail = createAuditTrail(
    path,
    filesOn(nodeDisk, {
      ...nodeAsyncDisk,
      write: (...write) => answer.then(() => nodeAsyncDisk.write(...write)),
    }),
  );
  const written = trail.append(intent);
  const late = trail.append(outcome);
  const from = performance.now();
  expect(await trail.flush()).toEqual({
    ok: false,
    fault: { kind: 'outcome-not-recorded', path, code: 'ETIMEDOUT' },
  });
  expect(performance.now() - from).toBeLessThan(2 * flushMs);
  release();
  expect([(await written).ok, (await late).ok]).toEqual([true, true]);
});

test.each(['a pipe', 'a folder', 'a device that keeps nothing'])(
  '%s in its place is a fault',
  async (what) => {
    if (process.platform === 'win32' && what !== 'a folder') return;
    const { path, trail } = place();
    if (what === 'a pipe') execFileSync('mkfifo', [path]);
    else if (what === 'a folder') mkdirSync(path);
    else symlinkSync('/dev/null', path);
    const code = what === 'a folder' ? 'EISDIR' : 'EFTYPE';
    expect(await trail.append(intent)).toEqual({
      ok: false,
      fault: { kind: 'audit-unwritable', path, code },
    });
  },
);

test('an intent that could not be written is not written later', async ({ skip }) => {
  if (!existsSync('/dev/full')) skip(noFullDisk);
  const { path, trail } = place();
  symlinkSync('/dev/full', path);
  expect((await trail.append(intent)).ok).toBe(false);
  unlinkSync(path);
  await trail.append(outcome);
  expect(auditRecords(path)).toEqual([outcome]);
});

const writer = `
  const { appendLine } = await import(process.argv[1]);
  const { onDisk } = await import(process.argv[4]);
  const line = JSON.stringify({ from: process.argv[3], filler: 'x'.repeat(3000) });
  for (let n = 0; n < 100; n++) await onDisk.later(appendLine(process.argv[2], line));
`;

test('four programs that append at once do not mix their lines', { timeout: 60_000 }, async () => {
  const { path } = place();
  const moduleOf = (name: string): string => new URL(`../files/${name}`, import.meta.url).href;
  const run = (from: string) =>
    promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      writer,
      moduleOf('append-line.ts'),
      path,
      from,
      moduleOf('steps.ts'),
    ]);
  await Promise.all(['a', 'b', 'c', 'd'].map(run));
  // a blank line may stand between two that were written in the same instant
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  expect(lines).toHaveLength(400);
  const counts: Record<string, number> = {};
  for (const line of lines) {
    const { from } = JSON.parse(line) as { from: string };
    counts[from] = (counts[from] ?? 0) + 1;
  }
  expect(counts).toEqual({ a: 100, b: 100, c: 100, d: 100 });
});

test('a folder that cannot be made is a fault, and no wait', async ({ skip }) => {
  if (!existsSync('/proc/self')) skip('no such folder here');
  const path = '/proc/nothing/at/all/audit.jsonl';
  expect(await createAuditTrail(path).append(intent)).toEqual({
    ok: false,
    fault: { kind: 'audit-unwritable', path, code: 'ENOENT' },
  });
});

test('a folder that may not be written to', async ({ skip }) => {
  if (process.platform === 'win32') skip('folder rights are not POSIX here');
  const { folder, path, trail } = place();
  chmodSync(folder, 0o555);
  expect(await asNobody(() => trail.append(intent))).toEqual({
    ok: false,
    fault: { kind: 'audit-unwritable', path, code: 'EACCES' },
  });
  expect(existsSync(path)).toBe(false);
});

test('every record fits its schema and survives being read again', () => {
  const both: AuditRecord[] = [intent, outcome];
  expect(both.map((record) => JSON.parse(JSON.stringify(record)) as unknown)).toEqual(both);
});
