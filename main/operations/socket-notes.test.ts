import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { fileNotes, thisSystem } from './socket-notes.ts';
import type { NotesSystem } from './socket-notes.ts';

const hour = 60 * 60 * 1000;
const printer = { id: 'a', arrivedAt: 5 };

/** Program 1 has ended; any other is the one that asks. */
const usual: NotesSystem = {
  ...{ pid: 1, boot: 'this one', uptimeMs: () => 10 * hour, isRunning: (pid) => pid !== 1 },
  startOf: (pid) => `${pid}00`,
};

const openNotes = (folder: string, system: Partial<NotesSystem> = {}, device: typeof at = printer) =>
  fileNotes(folder, device, { ...usual, ...system });
const at: { readonly id: string; readonly arrivedAt: number | null } = printer;

const next = { pid: 2 };

const interrupted = (device = at, system: Partial<NotesSystem> = {}): string => {
  const folder = join(temporaryFolder(), 'data', 'own-sockets');
  const notes = openNotes(folder, system, device);
  notes.made(6);
  notes.made(1);
  notes.gone(6);
  return folder;
};

test('what was made and not destroyed is a candidate of the next program, until it takes it', () => {
  const folder = interrupted();
  const notes = openNotes(folder, next);
  expect(notes.stillOurs('leaks')).toEqual([1]);
  expect(notes.stillOurs('leaks')).toEqual([1]);
  expect([notes.take(1), notes.take(1), notes.take(6)]).toEqual([true, false, false]);
  expect(notes.stillOurs('leaks')).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test('a measurement that ended well leaves no file', () => {
  const folder = temporaryFolder();
  const notes = openNotes(folder);
  notes.made(6);
  expect(readdirSync(folder)).toHaveLength(1);
  notes.gone(6);
  expect(readdirSync(folder)).toEqual([]);
});

describe('a noted socket is no candidate when', () => {
  test.each<readonly [why: string, system: Partial<NotesSystem>, isKept: boolean]>([
    ['this is another start of the system', { boot: 'another' }, true],
    ['nobody knows which start of the system this is', { boot: null }, true],
    ['the system has been up for less time', { uptimeMs: () => 9 * hour }, false],
    ['an hour has passed', { uptimeMs: () => 11 * hour }, false],
    ['its maker runs', { isRunning: () => true }, true],
    [
      'its maker may run: when it was started is not told',
      { isRunning: () => true, startOf: () => null },
      true,
    ],
  ])('%s', (_, system, isKept) => {
    const folder = interrupted();
    const notes = openNotes(folder, { ...next, ...system });
    expect(notes.stillOurs('leaks')).toEqual([]);
    expect(notes.take(1)).toBe(false);
    expect(readdirSync(folder)).toHaveLength(isKept ? 1 : 0);
  });

  test.each<readonly [why: string, made: number | null, now: number | null]>([
    ['the device has left and come back', 5, 6],
    ['nobody knows when the device arrived', null, null],
  ])('%s', (_, made, now) => {
    const folder = interrupted({ id: 'a', arrivedAt: made });
    expect(openNotes(folder, next, { id: 'a', arrivedAt: now }).stillOurs('leaks')).toEqual([]);
  });

  test('the boot of its maker was not known either', () => {
    const folder = interrupted(printer, { boot: null });
    expect(openNotes(folder, { ...next, boot: null }).stillOurs('leaks')).toEqual([]);
  });

  test('the driver frees what its creator leaves; nor while nobody knows what it does', () => {
    const folder = interrupted();
    const notes = openNotes(folder, next);
    expect(notes.stillOurs('unknown')).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(notes.stillOurs('frees')).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('it belongs to another device', () => {
    const folder = interrupted();
    expect(openNotes(folder, next, { id: 'b', arrivedAt: 5 }).stillOurs('leaks')).toEqual([]);
    expect(openNotes(folder, next).stillOurs('leaks')).toEqual([1]);
  });

  test('the driver has given the number to a program of ours since', () => {
    const folder = interrupted();
    const notes = openNotes(folder, { pid: 3 });
    notes.made(1);
    expect(openNotes(folder, next).take(1)).toBe(false);
    notes.gone(1);
    expect(openNotes(folder, next).stillOurs('leaks')).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('a program with the id of an ended one is not that one', () => {
  const folder = interrupted();
  const successor = openNotes(folder, { startOf: () => 'later', isRunning: () => true });
  successor.gone(1);
  expect(successor.stillOurs('leaks')).toEqual([1]);
  expect(openNotes(folder, { ...next, startOf: () => 'later', isRunning: () => true }).take(1)).toBe(true);
});

test('wherever the clock is set to, a left-over of this start of the system is recognised', async () => {
  const system = await thisSystem();
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const steps = fc.integer({ min: -30 * 24 * hour, max: 30 * 24 * hour });
  fc.assert(
    fc.property(steps, (step) => {
      const folder = temporaryFolder();
      fileNotes(folder, printer, system).made(9);
      vi.setSystemTime(Date.now() + step);
      const later = fileNotes(folder, printer, { ...system, pid: 2, isRunning: () => false });
      expect(later.stillOurs('leaks')).toEqual([9]);
    }),
    { numRuns: 20 },
  );
});

test('a note that its maker was ended in the middle of goes; one that is being written stays', () => {
  const folder = interrupted();
  const [name = ''] = readdirSync(folder);
  truncateSync(join(folder, name), 20);
  expect(openNotes(folder, { ...next, isRunning: () => true }).stillOurs('leaks')).toEqual([]);
  expect(readdirSync(folder)).toEqual([name]);
  expect(openNotes(folder, next).stillOurs('leaks')).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test('a note that cannot be written is a system error; what is not a note is left alone', () => {
  const folder = join(temporaryFolder(), 'file');
  writeFileSync(folder, '');
  expect(() => openNotes(folder).made(1)).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  const notes = temporaryFolder();
  mkdirSync(join(notes, 'folder'));
  writeFileSync(join(notes, 'note.txt'), '');
  expect(openNotes(notes, next).stillOurs('leaks')).toEqual([]);
  expect(readdirSync(notes)).toEqual(['folder', 'note.txt']);
});

test('this process runs, in a start of the system that has a name, since a time that stays', async () => {
  const { boot, pid, startOf, isRunning, uptimeMs } = await thisSystem();
  expect(boot).toMatch(/\S/);
  expect((await thisSystem()).boot).toBe(boot);
  expect(startOf(pid)).toMatch(/^\d+$/);
  expect(startOf(pid)).toBe(startOf(pid));
  expect([startOf(0x7ffffffc), isRunning(0x7ffffffc), isRunning(pid)]).toEqual([null, false, true]);
  expect(uptimeMs()).toBeGreaterThan(0);
});

/** Programs of their own: each reads its part from its arguments, waits for a byte on stdin, and prints JSON. */
const startProgram = (folder: string, part: string, ...args: readonly string[]) => {
  const script = `
    const [module, folder, ...args] = process.argv.slice(1);
    const { fileNotes, thisSystem } = await import(module);
    const { writeSync, readSync } = await import('node:fs');
    const notes = fileNotes(folder, { id: 'a', arrivedAt: 5 }, await thisSystem());
    const say = (value) => writeSync(1, JSON.stringify(value));
    writeSync(2, 'ready');
    readSync(0, Buffer.alloc(1));
    ${part}`;
  const module = new URL('socket-notes.ts', import.meta.url).href;
  const options = ['--import', 'tsx', '--input-type=module', '-e', script, module, folder, ...args];
  const program = spawn(process.execPath, options, { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void program.kill('SIGKILL'));
  const said = text(program.stdout);
  const ended = once(program, 'close');
  return {
    isReady: once(program.stderr, 'data').then(([words]) => expect(String(words)).toBe('ready')),
    go: () => program.stdin.end('.'),
    result: async (): Promise<unknown> => {
      await ended;
      return JSON.parse(await said);
    },
  };
};

const together = async (programs: readonly ReturnType<typeof startProgram>[]): Promise<unknown[]> => {
  await Promise.all(programs.map(({ isReady }) => isReady));
  for (const { go } of programs) go();
  return Promise.all(programs.map(({ result }) => result()));
};

/** Makes and destroys sockets as it is told, looks for left-overs all the while, and is ended half way. */
const worker = `
  const held = new Set();
  const seen = new Set();
  for (const number of JSON.parse(args[0])) {
    if (held.delete(number)) notes.gone(number);
    else { held.add(number); notes.made(number); }
    for (const candidate of notes.stillOurs('leaks')) seen.add(candidate);
  }
  say({ held: [...held], seen: [...seen] });
  process.kill(process.pid, 'SIGKILL');`;

test(
  'programs side by side: none loses a note, and none keeps one too long',
  { timeout: 120_000 },
  async () => {
    const work = (first: number) => fc.array(fc.integer({ min: first, max: first + 9 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.tuple(work(10), work(20), work(30), work(40)), async (works) => {
        const folder = join(temporaryFolder(), 'own-sockets');
        const programs = works.map((numbers) => startProgram(folder, worker, JSON.stringify(numbers)));
        const ended = (await together(programs)) as { held: number[]; seen: number[] }[];
        const held = new Set(ended.flatMap((one) => one.held));
        const left = fileNotes(folder, printer, await thisSystem()).stillOurs('leaks');
        expect(new Set(left)).toEqual(held);
        for (const { seen } of ended) for (const candidate of seen) expect(held).toContain(candidate);
      }),
      { numRuns: 3 },
    );
  },
);

test('of programs that take the same left-overs at once, one gets each', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
  // two ended programs may have left a note of one number each
  for (const pid of [0x7ffffff0, 0x7ffffff4]) {
    const maker = fileNotes(folder, printer, { ...(await thisSystem()), pid, isRunning: () => true });
    for (const number of numbers) maker.made(number);
  }
  expect(readdirSync(folder)).toHaveLength(2 * numbers.length);
  const taker = `say(${JSON.stringify(numbers)}.filter((number) => notes.take(number)));`;
  const taken = await together([1, 2, 3, 4].map(() => startProgram(folder, taker)));
  expect(taken.flat().sort((a, b) => Number(a) - Number(b))).toEqual(numbers);
  expect(readdirSync(folder)).toEqual([]);
});
