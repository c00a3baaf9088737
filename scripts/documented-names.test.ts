import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './project-root.ts';

const read = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8');
const inFolder = (folder: string): string[] =>
  readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).map(
    (file) => `${folder}/${file.replaceAll('\\', '/')}`,
  );

const folders = ['app', 'native', 'main', 'renderer', 'e2e', 'scripts', 'docs', 'packaging', 'fleet'];
const files = [...readdirSync(projectRoot), ...folders.flatMap(inFolder)].filter(
  (file) => !file.includes('node_modules'),
);
const sources = files.filter((file) => /\.(tsx?|mjs|js|c|h|json|ya?ml)$/.test(file));
const pages = files.filter((file) => file.endsWith('.md'));

const ends = new Set(
  files.flatMap((file) => {
    const parts = file.split('/');
    return parts.map((_part, index) => parts.slice(index).join('/'));
  }),
);
/** Beside the page that names it, or anywhere under this name or this end of its path. */
const isThere = (from: string, named: string): boolean =>
  ends.has(named) || files.includes(path.posix.join(path.posix.dirname(from), named));

const fileName = /(?<![\w./*-])(?:\.\.?\/)*(?:[\w-]+\/)*[\w-][\w.-]*\.(?:tsx?|mjs|md)\b/g;
/** What is made, not kept. */
const built = ['unjam.mjs', 'out/cli/unjam.mjs'];

const missingFrom = (file: string, texts: Iterable<string>): string[] =>
  [...texts].flatMap((text) =>
    (text.match(fileName) ?? [])
      .filter((name) => !built.includes(name) && !isThere(file, name))
      .map((name) => `${file}: ${name}`),
  );

/** What stands in backticks, without blocks of commands. */
const quoted = (page: string): string[] =>
  [
    ...read(page)
      .replaceAll(/^```[^]*?^```/gm, '')
      .matchAll(/`([^`]+)`/g),
  ].map(([, text = '']) => text);

test('the files that the documents name are there', () => {
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.flatMap((page) => missingFrom(page, quoted(page)))).toEqual([]);
});

test('the files that comments of the code name are there', () => {
  const comments = (file: string): string[] => read(file).match(/^\s*(?:\/\/|\/?\*).*$/gm) ?? [];
  const code = sources.filter((file) => /\.(tsx?|mjs)$/.test(file));
  expect(code.flatMap((file) => missingFrom(file, comments(file)))).toEqual([]);
});

test('the names of the code that the documents use stand in the code', () => {
  const words = new Set(sources.flatMap((file) => read(file).match(/\w+/g) ?? []));
  const named = pages.flatMap((page) =>
    quoted(page).flatMap((text) => {
      const name = /^([a-z]+[A-Z]\w*)(?:\(\))?$/.exec(text)?.[1];
      return name === undefined ? [] : [{ page, name }];
    }),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ name }) => !words.has(name))).toEqual([]);
});
