import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AuditRecord } from '#app/audit/record.ts';
import { environment } from '#app/testing/stamped.ts';
import { intentOf, outcomeOf } from '#app/testing/audit-records.ts';
import { createVirtualClock } from '#native/testing.ts';
import { createSession } from '../session/session-service.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { tellWhatEnded } from './what-ended.ts';

const connection = '3b241101-e2bb-4255-8caf-4136c566a962';
const asked = (record: AuditRecord): string =>
  `${JSON.stringify({ ...record, askedFrom: { user: 'ines', computer: 'DESK-7', address: null, connection } })}\n`;

const opened = (hostSocket: number) => {
  const path = join(temporaryFolder(), 'audit.jsonl');
  const intent = intentOf('t1', 1);
  writeFileSync(path, asked(intent));
  const clock = createVirtualClock();
  const session = createSession(environment, clock);
  const unfinished = [{ deviceId: intent.device.id, operation: 'close' as const, hostSocket }];
  const ended = tellWhatEnded(path, { connection, unfinished }, session, clock);
  const lines = (): readonly string[] =>
    Object.values(session.state.notices).flatMap(({ fault }) =>
      fault.kind === 'ended-there' ? fault.lines : [],
    );
  return { path, clock, ended, lines, intent };
};

test('what was still under way is told when its outcome is in the trail, once', async () => {
  const { path, ended, lines, clock } = opened(4);
  await ended.look();
  expect(lines()).toEqual([]);
  appendFileSync(path, asked(outcomeOf('t1', 2)));
  await ended.look();
  expect(lines()).toEqual([expect.stringContaining('Close channel')]);
  expect(lines()[0]).toContain('Freed');
  await clock.advance(120_000);
  await ended.look();
  expect(lines()).toHaveLength(1);
});

test('that something was not begun is said only when no program there can still begin it', async () => {
  const { ended, lines, clock } = opened(99);
  await ended.look();
  await clock.advance(59_999);
  await ended.look();
  expect(lines()).toEqual([]);
  await clock.advance(1);
  await ended.look();
  expect(lines()).toEqual([expect.stringContaining('host socket 99')]);
  expect(lines()[0]).toContain('not begun');
});
