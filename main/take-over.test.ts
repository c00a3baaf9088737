import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultWords } from '#app/words/faults.ts';
import { temporaryFolder } from './testing/bench.ts';
import { takeOver } from './take-over.ts';

const opened = (files: readonly string[]) => {
  const root = temporaryFolder();
  const folders = { settings: join(root, 'roaming', 'Unjam'), local: join(root, 'local', 'Unjam') };
  const put = (folder: string, name: string, text = name): void => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  };
  for (const name of files) put(folders.settings, name);
  return {
    ...folders,
    put,
    take: () => takeOver(folders),
    in: (folder: string) => readdirSync(folder).sort(),
  };
};

const settings = ['settings.json', 'settings.damaged-1.json'];
const ofComputer = [
  ...['audit-simulated.jsonl', 'audit.2026-01.0000040.jsonl', 'audit.2026-02.0000090.jsonl', 'audit.jsonl'],
  ...['profiles.json', 'unjam.log', 'unjam.log.old'],
];

test('all but the settings is moved once, with a notice that names both folders', () => {
  const it = opened([...settings, ...ofComputer, 'own-sockets/note.json', 'window/Cache/1']);
  const fault = it.take();
  const names = [...ofComputer, 'own-sockets', 'window'].sort();
  expect(fault).toEqual({ kind: 'data-taken-over', from: it.settings, to: it.local, names, left: [] });
  expect(it.in(it.settings)).toEqual(settings.toSorted());
  expect(it.in(it.local)).toEqual(names);
  expect(readFileSync(join(it.local, 'own-sockets', 'note.json'), 'utf8')).toBe('own-sockets/note.json');
  if (fault !== null) expect(faultWords(fault).meaning).toContain(it.local);
  expect(it.take()).toBeNull();
});

test('what an older Unjam on another computer writes later is left alone, with all parts of its trail', () => {
  const it = opened(ofComputer);
  it.take();
  for (const name of [...ofComputer, 'audit.2026-03.0000007.jsonl']) it.put(it.settings, name, 'of another');
  expect(it.take()).toBeNull();
  expect(readFileSync(join(it.local, 'audit.jsonl'), 'utf8')).toBe('audit.jsonl');
  expect(it.in(it.local)).toEqual(ofComputer.toSorted());
  expect(readFileSync(join(it.settings, 'audit.jsonl'), 'utf8')).toBe('of another');
});

test('ended between two files, it goes on with the next start', () => {
  const it = opened(ofComputer);
  it.put(it.local, 'audit.2026-01.0000040.jsonl');
  rmSync(join(it.settings, 'audit.2026-01.0000040.jsonl'));
  expect(it.take()).toMatchObject({ left: [] });
  expect(it.in(it.local)).toEqual(ofComputer.toSorted());
});

test('nothing to move, nothing made: no folder, no files, or one folder for all', () => {
  const it = opened(settings);
  expect(it.take()).toBeNull();
  expect(existsSync(it.local)).toBe(false);
  expect(takeOver({ settings: it.settings, local: it.settings })).toBeNull();
  expect(takeOver({ settings: join(it.settings, 'nowhere'), local: it.local })).toBeNull();
});

test('what cannot be moved stays where it is, and is named', () => {
  const it = opened(['audit.jsonl']);
  // a file in the place of the folder
  mkdirSync(join(it.local, '..'), { recursive: true });
  writeFileSync(it.local, '');
  const fault = it.take();
  expect(fault).toMatchObject({ names: [], left: [{ name: 'audit.jsonl' }] });
  if (fault !== null) expect(faultWords(fault).nextStep).toContain('start it again');
  expect(existsSync(join(it.settings, 'audit.jsonl'))).toBe(true);
});
