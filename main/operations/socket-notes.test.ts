import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { fileNotes, thisSystem } from './socket-notes.ts';
import type { NotesSystem } from './socket-notes.ts';

const hour = 60 * 60 * 1000;

const openNotes = (path: string, system: Partial<NotesSystem> = {}, deviceId = 'a') => {
  const usual = { pid: 1, now: () => 10 * hour, bootedAt: () => 0, isRunning: () => false };
  const fail = (): never => {
    throw new Error('nothing is damaged here');
  };
  return fileNotes(path, deviceId, fail, { ...usual, ...system });
};

const interrupted = (): string => {
  const path = join(temporaryFolder(), 'data', 'sockets.json');
  const notes = openNotes(path);
  notes.made(6);
  notes.made(1);
  notes.gone(6);
  return path;
};

test('what was made and not destroyed is ours in the next process, once', () => {
  const path = interrupted();
  const next = openNotes(path, { pid: 2 });
  expect(next.stillOurs('leaks')).toEqual([1]);
  expect(next.stillOurs('leaks')).toEqual([]);
  expect(existsSync(path)).toBe(false);
});

test('a measurement that ended well leaves no file', () => {
  const path = join(temporaryFolder(), 'sockets.json');
  const notes = openNotes(path);
  notes.made(6);
  expect(existsSync(path)).toBe(true);
  notes.gone(6);
  expect(existsSync(path)).toBe(false);
});

test.each<readonly [why: string, system: Partial<NotesSystem>, creatorEnds: 'leaks' | 'frees' | 'unknown']>([
  ['the driver frees what its creator leaves', {}, 'frees'],
  ['nobody knows what the driver does', {}, 'unknown'],
  ['the system was restarted since', { bootedAt: () => hour }, 'leaks'],
  ['an hour has passed', { now: () => 11 * hour }, 'leaks'],
])('a noted socket is not ours any more when %s', (_, system, creatorEnds) => {
  const path = interrupted();
  expect(openNotes(path, { pid: 2, ...system }).stillOurs(creatorEnds)).toEqual([]);
  expect(existsSync(path)).toBe(false);
});

test('what a measurement makes that is still running is left to it', () => {
  const path = interrupted();
  expect(openNotes(path, { pid: 2, isRunning: () => true }).stillOurs('leaks')).toEqual([]);
  expect(openNotes(path, { pid: 2 }).stillOurs('leaks')).toEqual([1]);
});

test('sockets of another device are left alone', () => {
  const path = interrupted();
  expect(openNotes(path, { pid: 2 }, 'b').stillOurs('leaks')).toEqual([]);
  expect(openNotes(path, { pid: 2 }).stillOurs('leaks')).toEqual([1]);
});

test('this process runs, and the system was started before now', () => {
  expect(thisSystem.isRunning(process.pid)).toBe(true);
  expect(thisSystem.bootedAt()).toBeLessThan(thisSystem.now());
});
