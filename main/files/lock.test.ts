import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { filesWith } from '../testing/faulty-disk.ts';
import { impatient } from './despite-holders.ts';
import { changeJsonFile } from './json-file.ts';
import type { JsonFile } from './json-file.ts';
import { underLock } from './lock.ts';
import { onDisk } from './steps.ts';
import type { Steps } from './steps.ts';

const place = () => {
  const folder = temporaryFolder();
  return { folder, path: join(folder, 'file.json') };
};

function* nothing(): Steps<string> {
  yield* [];
  return 'done';
}

test('one at a time: whoever is not patient is refused', () => {
  const { folder, path } = place();
  onDisk.now(
    underLock(path, function* () {
      expect(() => onDisk.now(underLock(path, nothing, impatient))).toThrow(
        expect.objectContaining({ code: 'EBUSY', path }),
      );
      yield* nothing();
    }),
  );
  expect(onDisk.now(underLock(path, nothing, impatient))).toBe('done');
  expect(readdirSync(folder)).toEqual([]);
});

test('whoever is patient waits for about a second', () => {
  const { path } = place();
  let waitedMs = 0;
  const files = filesWith({ pause: (ms) => void (waitedMs += ms) });
  onDisk.now(
    underLock(path, function* () {
      expect(() => files.now(underLock(path, nothing))).toThrow(expect.objectContaining({ code: 'EBUSY' }));
      yield* nothing();
    }),
  );
  expect(waitedMs).toBeGreaterThan(450);
  expect(waitedMs).toBeLessThan(1_600);
});

test('what fails under it ends it', () => {
  const { folder, path } = place();
  const failing = function* (): Steps<never> {
    yield* nothing();
    throw new Error('a bug');
  };
  expect(() => onDisk.now(underLock(path, failing))).toThrow('a bug');
  expect(readdirSync(folder)).toEqual([]);
});

/** A lock as another process, of this computer or another one, leaves it. */
const leave = (path: string, holder: string, ageMs = 0): void => {
  mkdirSync(`${path}.lock`);
  const file = join(`${path}.lock`, holder);
  writeFileSync(file, '');
  const at = (Date.now() - ageMs) / 1_000;
  utimesSync(file, at, at);
};

test('a lock whose holder runs on another computer is left alone, until it is too old to be held', () => {
  const { folder, path } = place();
  leave(path, '1-000000000000-x', 20_000);
  expect(() => onDisk.now(underLock(path, nothing, impatient))).toThrow(
    expect.objectContaining({ code: 'EBUSY' }),
  );
  const holder = join(`${path}.lock`, '1-000000000000-x');
  utimesSync(holder, Date.now() / 1_000 - 40, Date.now() / 1_000 - 40);
  expect(onDisk.now(underLock(path, nothing, impatient))).toBe('done');
  expect(readdirSync(folder)).toEqual([]);
});

const startProgram = (script: string, ...args: readonly string[]) => {
  const options = ['--import', 'tsx', '--input-type=module', '-e', script, ...args];
  const program = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void program.kill('SIGKILL'));
  return program;
};
const moduleOf = (name: string): string => new URL(name, import.meta.url).href;

test('a program that was killed as it held the lock is in nobody’s way, and nothing of it is left', async () => {
  const { folder, path } = place();
  const script = `
    const [lock, steps, path] = process.argv.slice(1);
    const { underLock } = await import(lock);
    const { onDisk, disk } = await import(steps);
    onDisk.now(underLock(path, function* () {
      yield* disk.close(yield* disk.open(path + '.00000000-0000-0000-0000-000000000000.tmp', 'create'));
      const [holder] = yield* disk.list(path + '.lock');
      yield* disk.makeFolder(path + '.lock.' + holder);
      process.kill(process.pid, 'SIGKILL');
      yield* disk.pause(60_000);
    }));`;
  const program = startProgram(script, moduleOf('lock.ts'), moduleOf('steps.ts'), path);
  await once(program, 'close');
  expect(readdirSync(folder)).toHaveLength(3);
  expect(onDisk.now(underLock(path, nothing, impatient))).toBe('done');
  expect(readdirSync(folder)).toEqual([]);
});

test('programs that change one file at once lose nothing', { timeout: 120_000 }, async () => {
  const { folder, path } = place();
  const count = 25;
  const script = `
    const [module, steps, path, name] = process.argv.slice(1);
    const { changeJsonFile } = await import(module);
    const { onDisk } = await import(steps);
    const file = { path, none: {}, understand: (value) => value ?? null, damaged: () => undefined };
    for (let done = 0; done < ${count};) {
      try {
        onDisk.now(changeJsonFile(file, (now) => ({ ...now, [name]: (now[name] ?? 0) + 1 })));
        done += 1;
      } catch (error) { if (error.code !== 'EBUSY') throw error; }
    }`;
  const names = ['a', 'b', 'c', 'd'];
  const programs = names.map((name) =>
    startProgram(script, moduleOf('json-file.ts'), moduleOf('steps.ts'), path, name),
  );
  expect(await Promise.all(programs.map((program) => once(program, 'close')))).toEqual(
    names.map(() => [0, null]),
  );
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ a: count, b: count, c: count, d: count });
  expect(readdirSync(folder)).toEqual(['file.json']);
});

test('a file that comes back as it is changed is not overwritten', () => {
  const { path } = place();
  const file: JsonFile<object> = {
    path,
    none: {},
    understand: (value) => value as object,
    damaged: () => undefined,
  };
  const change = (): object => {
    writeFileSync(path, '{"there":1}');
    return { new: 1 };
  };
  expect(() => onDisk.now(changeJsonFile(file, change))).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  expect(readFileSync(path, 'utf8')).toBe('{"there":1}');
});
