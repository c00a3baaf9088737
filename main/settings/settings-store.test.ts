import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fault } from '#app/faults/fault.ts';
import { defaultSettings } from '#app/settings/settings.ts';
import { createVirtualClock } from '#native/testing.ts';
import { asNobody } from '../testing/as-nobody.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { readJson } from '../files/read-json.ts';
import { onDisk as files } from '../files/steps.ts';
import { openSettings } from './settings-store.ts';

const bench = (content?: string | Buffer, folder = temporaryFolder()) => {
  const path = join(folder, 'settings.json');
  if (content !== undefined) writeFileSync(path, content);
  const clock = createVirtualClock();
  const told: Fault[] = [];
  /** Of what was told, what is mended. */
  const over: Fault[] = [];
  const open = () =>
    openSettings(path, clock, (fault) => told.push(fault), { over: (fault) => over.push(fault) });
  const onDisk = (): unknown => JSON.parse(readFileSync(path, 'utf8'));
  return { folder, path, clock, told, over, open, onDisk };
};

test('what was changed is there again at the next start', async () => {
  const { clock, open, told } = bench();
  const settings = open();
  expect(settings.get()).toEqual(defaultSettings);
  settings.change({ theme: 'dark' });
  settings.change({ rateMs: 5_000 });
  expect(settings.get()).toMatchObject({ theme: 'dark', rateMs: 5_000 });
  await clock.advance(1_000);
  expect(open().get()).toEqual({ ...defaultSettings, theme: 'dark', rateMs: 5_000 });
  expect(told).toEqual([]);
});

test('changes are written together, and at once on quit', async () => {
  const { clock, folder, open, onDisk } = bench();
  const settings = open();
  settings.change({ filter: 'sc' });
  settings.change({ filter: 'scan' });
  expect(readdirSync(folder)).toEqual([]);
  await clock.advance(1_000);
  expect(onDisk()).toMatchObject({ version: 1, filter: 'scan' });
  settings.change({ filter: 'fax' });
  settings.flush();
  expect(onDisk()).toMatchObject({ filter: 'fax' });
  expect(readdirSync(folder)).toEqual(['settings.json']);
});

test('a field that is missing has its default', () => {
  const { open, told } = bench('{"version":1,"theme":"light"}');
  expect(open().get()).toEqual({ ...defaultSettings, theme: 'light' });
  expect(told).toEqual([]);
});

test('two programs keep what the other one changed', () => {
  const { open } = bench();
  const [one, other] = [open(), open()];
  one.change({ theme: 'dark' });
  other.change({ rateMs: 10_000 });
  one.flush();
  other.flush();
  expect(open().get()).toMatchObject({ theme: 'dark', rateMs: 10_000 });
});

describe('a file that is not ours is put aside, told, and the program starts', () => {
  test.each([
    ['cut short', '{"version":1,"the'],
    ['empty', ''],
    ['full of zeros', '\0'.repeat(4096)],
    ['something else', '[]'],
  ])('%s', (_name, content) => {
    const { folder, path, open, told, onDisk } = bench(content);
    const settings = open();
    expect(settings.get()).toEqual(defaultSettings);
    const [putAside = ''] = readdirSync(folder);
    expect(putAside).toBe('settings.damaged-1.json');
    expect(readFileSync(join(folder, putAside), 'utf8')).toBe(content);
    expect(told).toEqual([{ kind: 'settings-damaged', path, putAside: join(folder, putAside) }]);
    settings.change({ theme: 'dark' });
    settings.flush();
    expect(onDisk()).toMatchObject({ theme: 'dark' });
  });
});

describe('only what is bad in a file falls back', () => {
  const view = { name: 'Mine', filter: 'state:stuck', deviceId: null, sorting: [], columns: [] };
  const stored = { version: 1, ...defaultSettings, theme: 'dark', savedViews: [view] };
  const text = (change: object): string => JSON.stringify({ ...stored, ...change });

  test.each<readonly [string, string | Buffer]>([
    ['a byte order mark', `\ufeff${text({})}`],
    ['UTF-16', Buffer.from(`\ufeff${text({})}`, 'utf16le')],
    ['a field of a later version', text({ language: 'de' })],
    ['a later version', text({ version: 2 })],
    ['more in a field', text({ sizes: { ...defaultSettings.sizes, more: 1 } })],
  ])('%s: all of it is used, and kept when it is written', (_, content) => {
    const { open, onDisk, told, path } = bench(content);
    const asIs = files.now(readJson(path))?.value as object;
    const settings = open();
    expect(settings.get()).toMatchObject({ theme: 'dark', savedViews: [view] });
    settings.change({ rateMs: 500 });
    settings.flush();
    expect(onDisk()).toEqual({ ...asIs, rateMs: 500 });
    expect(told).toEqual([]);
  });

  test.each<readonly [string, object]>([
    ['rateMs', { rateMs: 3_000 }],
    ['theme', { theme: 'Dark' }],
    [
      'columns',
      { columns: Array.from({ length: 60 }, (_, i) => ({ id: `c${i}`, shown: true, width: null })) },
    ],
    ['window', { window: { x: 0.5, y: 0, width: 100, height: 100, isMaximized: false } }],
  ])('%s', (field, change) => {
    const { open, onDisk, told, path } = bench(text(change));
    const settings = open();
    const fallback = defaultSettings[field as keyof typeof defaultSettings];
    expect({ version: 1, ...settings.get() }).toEqual({ ...stored, [field]: fallback });
    settings.change({ filter: 'fax' });
    settings.flush();
    expect(onDisk()).toEqual({ ...stored, ...change, filter: 'fax' });
    expect(told).toEqual([{ kind: 'settings-unusable', path, fields: [field] }]);
    settings.change({ [field]: fallback });
    settings.flush();
    expect(onDisk()).toEqual({ ...stored, [field]: fallback, filter: 'fax' });
  });

  test.each([0, 1_441, 2.5, '5', null])('one threshold of several: %j', (bad) => {
    const { open, onDisk, told, path } = bench(text({ thresholds: { jobDoesNotMove: bad, holderIdle: 45 } }));
    const settings = open();
    expect(settings.get().thresholds).toEqual({ ...defaultSettings.thresholds, holderIdle: 45 });
    expect(told).toEqual([{ kind: 'settings-unusable', path, fields: ['thresholds.jobDoesNotMove'] }]);
    const thresholds = { ...settings.get().thresholds, jobDoesNotMove: 10 };
    settings.change({ thresholds });
    settings.flush();
    expect(onDisk()).toMatchObject({ thresholds, theme: 'dark' });
    expect(open().get().thresholds).toEqual(thresholds);
  });

  test('one saved view of several', () => {
    const bad = { ...view, name: 7 };
    const { open, onDisk, told, path } = bench(text({ savedViews: [bad, view] }));
    const settings = open();
    expect(settings.get().savedViews).toEqual([view]);
    expect(told).toEqual([{ kind: 'settings-unusable', path, fields: ['savedViews.0'] }]);
    const other = { ...view, name: 'Other' };
    settings.change({ savedViews: [view, other] });
    settings.flush();
    expect(onDisk()).toMatchObject({ savedViews: [view, other, bad] });
  });
});

test('what a later version has added stays where it was, in views and columns, too', () => {
  const column = { id: 'service', shown: true, width: null };
  const view = { name: 'Mine', filter: '', deviceId: null, sorting: [], columns: [{ ...column, pinned: 1 }] };
  const { open, onDisk } = bench(
    JSON.stringify({ savedViews: [{ ...view, icon: 2 }], sizes: { ...defaultSettings.sizes, notes: 3 } }),
  );
  const settings = open();
  const [mine] = settings.get().savedViews;
  if (mine === undefined) throw new Error('no view');
  const other = { ...mine, name: 'Other', columns: [] };
  settings.change({
    savedViews: [other, { ...mine, filter: 'fax' }],
    sizes: { devicesWidth: 1, detailsHeight: 2 },
  });
  settings.flush();
  expect(onDisk()).toMatchObject({
    savedViews: [other, { ...view, filter: 'fax', icon: 2 }],
    sizes: { devicesWidth: 1, detailsHeight: 2, notes: 3 },
  });
});

test.each(['a pipe', 'a folder'])('%s in its place is told once, and the settings hold', (what) => {
  const { path, folder, open, told } = bench();
  if (what === 'a folder') mkdirSync(path);
  else if (process.platform === 'win32') return;
  else execFileSync('mkfifo', [path]);
  const settings = open();
  settings.change({ theme: 'dark' });
  settings.flush();
  expect(settings.get().theme).toBe('dark');
  const code = what === 'a folder' ? 'EISDIR' : 'EFTYPE';
  expect(told).toEqual([{ kind: 'settings-not-kept', path, code }]);
  expect(readdirSync(folder)).toEqual(['settings.json']);
});

test('a file that cannot be read or written is told once; the settings hold until the end', () => {
  const { path, open, told } = bench();
  mkdirSync(path);
  const settings = open();
  settings.change({ theme: 'dark' });
  settings.flush();
  expect(settings.get()).toMatchObject({ theme: 'dark' });
  expect(told).toEqual([{ kind: 'settings-not-kept', path, code: 'EISDIR' }]);
});

test('what could not be written is tried again, and what is set meanwhile is kept with it', async ({
  skip,
}) => {
  if (process.platform === 'win32') skip('folder rights are not POSIX here');
  const { path, folder, clock, open, onDisk, told, over } = bench();
  const settings = open();
  chmodSync(folder, 0o555);
  await asNobody(async () => {
    settings.change({ theme: 'dark' });
    await clock.advance(1_000);
    settings.change({ filter: 'scan' });
    await clock.advance(3_000);
  });
  expect(told).toEqual([{ kind: 'settings-not-kept', path, code: 'EACCES' }]);
  expect(over).toEqual([]);
  chmodSync(folder, 0o755);
  await clock.advance(2_000);
  expect(onDisk()).toMatchObject({ theme: 'dark', filter: 'scan' });
  expect(readdirSync(folder)).toEqual(['settings.json']);
  expect(told).toHaveLength(1);
  expect(over).toEqual(told);
});

test('without a file nothing is read or written', () => {
  const settings = openSettings(null, createVirtualClock(), () => undefined);
  settings.change({ theme: 'dark' });
  settings.flush();
  expect(settings.get().theme).toBe('dark');
});
