import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { notMeasured } from '#app/dot4/profile.ts';
import type { AuditLine } from '#app/audit/line.ts';
import type { Fault } from '#app/faults/fault.ts';
import { deviceNamed } from '#app/testing/arbitrary-state.ts';
import { intentOf, outcomeOf } from '#app/testing/audit-records.ts';
import { createVirtualClock } from '#native/testing.ts';
import { createAuditTrail } from '../audit/audit-trail.ts';
import { readPage } from '../audit/read-page.ts';
import { createLog } from '../log.ts';
import { fileProfiles } from '../operations/measure/profile-store.ts';
import { fileNotes } from '../operations/socket-notes.ts';
import { openSettings } from '../settings/settings-store.ts';
import { quickFiles, withEachTrouble } from '../testing/faulty-disk.ts';
import { saveFile } from './write-whole.ts';
import type { Files } from './steps.ts';

// Each writer of ours, with each trouble of a disk at each call that it makes of it: nothing that was written or
// confirmed is lost, files are whole, and once the trouble is over what had to wait is written and nothing is left beside.

let root = '';
beforeAll(() => {
  // some ten thousand folders: in memory, where there is a place for that
  root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'unjam-faults-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;
const place = (content?: string) => {
  count += 1;
  const folder = join(root, String(count));
  mkdirSync(folder);
  const path = join(folder, 'file.json');
  if (content !== undefined) writeFileSync(path, content);
  const json = (): Record<string, unknown> =>
    JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const gone = (): void => rmSync(folder, { recursive: true });
  return { folder, path, json, gone, names: () => readdirSync(folder).sort() };
};
type Place = ReturnType<typeof place>;

const clock = createVirtualClock();
/** What stands on the screen. */
const board = () => {
  const notices: Fault[] = [];
  return {
    notices,
    tell: (fault: Fault) => void notices.push(fault),
    over: (fault: Fault) => void notices.splice(notices.indexOf(fault), 1),
  };
};

test('settings', { timeout: 120_000 }, async () => {
  const before = { version: 1, theme: 'dark', later: 7 };
  const open = ({ path }: Place, files: Files) => {
    const { notices, tell, over } = board();
    const store = openSettings(path, clock, tell, { over, files });
    return { store, notices };
  };
  await withEachTrouble(
    () => place(JSON.stringify(before)),
    (at, files) => {
      const opened = open(at, files);
      opened.store.change({ rateMs: 5_000 });
      opened.store.flush();
      return opened;
    },
    (at, { done }) => {
      expect(at.json()).toMatchObject(before);
      const { store, notices } = done ?? open(at, quickFiles);
      if (done === null) store.change({ rateMs: 5_000 });
      store.change({ filter: 'x' });
      store.flush();
      expect(at.json()).toMatchObject({ ...before, rateMs: 5_000, filter: 'x' });
      expect(notices).toEqual([]);
      expect(at.names()).toEqual(['file.json']);
      at.gone();
    },
  );
});

test('settings that are damaged', { timeout: 120_000 }, async () => {
  const damaged = '{"version":1,"theme":"da';
  await withEachTrouble(
    () => place(damaged),
    ({ path }, files) => {
      const store = openSettings(path, clock, () => undefined, { files });
      store.change({ rateMs: 5_000 });
      store.flush();
      return store;
    },
    (at, { done }) => {
      const store = done ?? openSettings(at.path, clock, () => undefined, { files: quickFiles });
      store.change({ rateMs: 2_000 });
      store.flush();
      expect(at.json()).toMatchObject({ rateMs: 2_000 });
      const asides = at.names().filter((name) => name !== 'file.json');
      expect(asides.every((name) => /^file\.damaged-\d\.json$/.test(name))).toBe(true);
      // one whose maker was killed before it was renamed is empty
      const texts = asides.map((name) => readFileSync(join(at.folder, name), 'utf8'));
      expect(texts.filter((text) => text !== '')).toEqual([damaged]);
      at.gone();
    },
  );
});

const device = (version: string) => ({
  ...deviceNamed('a'),
  driver: { service: 'dot4', provider: 'HP', version },
});
const measured = { ...notMeasured, origin: 'measured' as const, measuredAt: 5 };

test('profiles', { timeout: 120_000 }, async () => {
  const other = { service: 'other', provider: 'HP', version: '1', profile: measured, later: 7 };
  const before = { schema: 1, later: 8, profiles: [other] };
  const open = ({ path }: Place, files: Files = quickFiles) => {
    const { notices, tell, over } = board();
    const store = fileProfiles(path, tell, { over, files });
    return { store, notices, tell };
  };
  await withEachTrouble(
    () => place(JSON.stringify(before)),
    (at, files) => {
      const opened = open(at, files);
      const kept = opened.store.keep(device('1'), measured);
      if (!kept.ok) opened.tell(kept.fault);
      return { ...opened, isKept: kept.ok };
    },
    (at, { done }) => {
      expect(at.json()).toMatchObject({ schema: 1, later: 8, profiles: { 0: other } });
      if (done?.isKept === true) expect(open(at).store.find(device('1'))).toEqual(measured);
      const { store, notices } = done ?? open(at);
      store.flush();
      if (done !== null) expect(open(at).store.find(device('1'))).toEqual(measured);
      store.keep(device('2'), measured);
      expect(open(at).store.find(device('2'))).toEqual(measured);
      expect(notices).toEqual([]);
      expect(at.names()).toEqual(['file.json']);
      at.gone();
    },
  );
});

test('notes', { timeout: 120_000 }, async () => {
  const notes = (folder: string, pid: number, files = quickFiles) =>
    fileNotes(
      folder,
      { id: 'a', arrivedAt: 5 },
      { pid, boot: 'this', startOf: (of) => `${of}0`, uptimeMs: () => 100, isRunning: (of) => of > 9 },
      files,
    );
  await withEachTrouble(
    () => {
      const at = place();
      notes(at.folder, 1).made(7);
      return at;
    },
    ({ folder }, files) => {
      const mine = notes(folder, 2, files);
      const isNoted = (hostSocket: number): boolean => {
        try {
          mine.made(hostSocket);
          return true;
        } catch (error) {
          if (!(error instanceof Error && 'code' in error)) throw error;
          return false;
        }
      };
      const noted = [5, 6].filter(isNoted);
      mine.gone(6);
      return noted.filter((hostSocket) => hostSocket !== 6);
    },
    (at, { done }) => {
      const next = notes(at.folder, 11);
      const found = next.stillOurs('leaks');
      expect(found).toEqual(expect.arrayContaining([7, ...(done ?? [])]));
      if (done !== null) expect(found).not.toContain(6);
      for (const one of found) next.take(one);
      expect(next.stillOurs('leaks')).toEqual([]);
      expect(at.names()).toEqual([]);
      at.gone();
    },
  );
});

const recordsIn = (lines: readonly AuditLine[]): unknown[] =>
  lines.flatMap((line) => (line.kind === 'record' ? [line.record] : [])).reverse();

/** What the view shows of a trail, oldest first. */
const shown = async (path: string): Promise<unknown[]> => {
  const page = await readPage(path, null, 100, quickFiles);
  if (!page.ok) throw new Error(page.fault.kind);
  return recordsIn(page.value.lines);
};

test.each([
  ['that goes on', '2026-03'],
  ['that is rotated', '2026-02'],
])('a trail %s', { timeout: 120_000 }, async (_, month) => {
  const old = intentOf('old');
  const before = { ...old, at: old.at.replace('2026-03', month) };
  await withEachTrouble(
    () => place(`${JSON.stringify(before)}\n`),
    async ({ path }, files) => {
      const trail = createAuditTrail(path, files);
      const begun = await trail.append(intentOf('t'));
      const ended = await trail.append(outcomeOf('t'));
      return { trail, begun: begun.ok, ended: ended.ok };
    },
    async (at, { done, isKilled }) => {
      const records = await shown(at.path);
      expect(records).toContainEqual(before);
      if (done?.begun === true) expect(records).toContainEqual(intentOf('t'));
      if (done?.ended === true) expect(records).toContainEqual(outcomeOf('t'));
      if (!isKilled) expect((await done?.trail.flush())?.ok).toBe(true);
      await createAuditTrail(at.path, quickFiles).append(intentOf('next'));
      const all = await shown(at.path);
      expect(all[0]).toEqual(before);
      expect(all.at(-1)).toEqual(intentOf('next'));
      if (!isKilled) expect(all).toContainEqual(outcomeOf('t'));
      at.gone();
    },
  );
});

test.each([
  ['over another one', 'old', false],
  ['where there is none', undefined, true],
])('a file that a person saves %s', { timeout: 120_000 }, async (_, before, isNew) => {
  const pieces = ['new text ', 'in two pieces'];
  await withEachTrouble(
    () => place(before),
    ({ path }, files) => saveFile(path, pieces, { isNew, files }),
    (at, { done, isKilled, trouble }) => {
      const text = existsSync(at.path) ? readFileSync(at.path, 'utf8') : undefined;
      expect([before, pieces.join('')]).toContain(text);
      if (done?.ok === true) expect(text).toBe(pieces.join(''));
      // its last name is taken away in vain where nothing can be taken away
      const isLeft = isKilled || (trouble !== 'short' && trouble !== 'killed' && trouble.lasts);
      if (!isLeft && done?.ok === false)
        expect(at.names()).toEqual(before === undefined ? [] : ['file.json']);
      at.gone();
    },
  );
});

test('the log: no trouble of the disk is one of whoever writes into it', { timeout: 120_000 }, async () => {
  const full = 'x'.repeat(1_000_001);
  const stderr: unknown[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => stderr.push(text) > 0);
  onTestFinished(() => spy.mockRestore());
  await withEachTrouble(
    () => place(full),
    ({ path }, files) => {
      createLog(path, { quiet: true, files }).warn('a line');
    },
    (at, { isKilled }) => {
      const kept = at.names().filter((name) => /^file\.json(\.old)?$/.test(name));
      const texts = kept.map((name) => readFileSync(join(at.folder, name), 'utf8'));
      expect(texts.join('')).toContain(full);
      if (!isKilled) expect([...texts, ...stderr].join('')).toMatch(/ warning a line\n/);
      stderr.length = 0;
      at.gone();
    },
  );
});
