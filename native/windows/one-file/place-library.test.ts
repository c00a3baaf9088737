import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { placeLibrary } from './place-library.ts';

const library = Buffer.from('the library');
const damaged = Buffer.from('the librarz');

const places = () => {
  const folder = mkdtempSync(join(tmpdir(), 'unjam-library-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [program, local] = [join(folder, 'program'), join(folder, 'local')];
  mkdirSync(program);
  return { beside: join(program, 'koffi.node'), own: join(local, 'koffi-3', 'koffi.node'), program, local };
};

test('a whole one beside the program is taken, and nothing is written', () => {
  const { beside, own, program } = places();
  writeFileSync(beside, library);
  expect(placeLibrary(library, beside, own)).toBe(beside);
  expect(readdirSync(join(program, '..'))).toEqual(['program']);
});

test.each([
  ['missing', null],
  ['changed', damaged],
])('one beside the program that is %s is left alone; ours is written, once', (_, content) => {
  const { beside, own, program, local } = places();
  if (content !== null) writeFileSync(beside, content);
  expect(placeLibrary(library, beside, own)).toBe(own);
  expect(placeLibrary(library, beside, own)).toBe(own);
  expect(readFileSync(own)).toEqual(library);
  expect(readdirSync(program)).toEqual(content === null ? [] : ['koffi.node']);
  expect(readdirSync(join(local, 'koffi-3'))).toEqual(['koffi.node']);
});

test('a changed one of ours is replaced', () => {
  const { beside, own } = places();
  placeLibrary(library, beside, own);
  writeFileSync(own, damaged);
  expect(placeLibrary(library, beside, own)).toBe(own);
  expect(readFileSync(own)).toEqual(library);
});

test('where a damaged one cannot be replaced, another file is loaded', () => {
  const { beside, own } = places();
  mkdirSync(own, { recursive: true });
  const file = placeLibrary(library, beside, own);
  expect(file).not.toBe(own);
  expect(file).toMatch(/\.node$/);
  expect(readFileSync(file)).toEqual(library);
});

test('where none can be written, the error names the file and the reason', () => {
  const { beside, own, local } = places();
  writeFileSync(local, 'a file where the folder should be');
  expect(codeAndMessage(() => placeLibrary(library, beside, own))).toEqual([
    expect.stringMatching(/^E/),
    `${own} could not be written`,
  ]);
  expect(codeAndMessage(() => placeLibrary(library, beside, null))).toEqual([
    'ENOENT',
    `${beside} could not be written`,
  ]);
});

const codeAndMessage = (place: () => string): unknown => {
  try {
    return place();
  } catch (error) {
    return error instanceof Error && 'code' in error ? [error.code, error.message] : error;
  }
};
