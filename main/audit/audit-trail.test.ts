import { execFile } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { AuditRecord } from '#app/audit/record.ts';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { deviceNamed } from '#app/testing/arbitrary-state.ts';
import { asNobody } from '../testing/as-nobody.ts';
import { auditRecords, temporaryFolder } from '../testing/bench.ts';
import { createAuditTrail } from './audit-trail.ts';
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
  expect(await trail.append(outcome)).toEqual({
    ok: false,
    fault: { kind: 'audit-unwritable', path, code: 'ENOSPC' },
  });
  unlinkSync(path);
  expect((await trail.append(intent)).ok).toBe(true);
  expect(auditRecords(path)).toEqual([outcome, intent]);
});

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
  const line = JSON.stringify({ from: process.argv[3], filler: 'x'.repeat(3000) });
  for (let n = 0; n < 100; n++) await appendLine(process.argv[2], line);
`;

test('four programs that append at once do not mix their lines', { timeout: 60_000 }, async () => {
  const { path } = place();
  const appendLine = new URL('append-line.ts', import.meta.url).href;
  const run = (from: string) =>
    promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      writer,
      appendLine,
      path,
      from,
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
