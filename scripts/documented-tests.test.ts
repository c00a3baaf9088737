import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './project-root.ts';

/** “names” that follow the `file` of their tests, as docs/ writes them; lines are joined, for a name may go over two. */
const namedTests = (page: string): { readonly file: string; readonly name: string }[] => {
  const text = readFileSync(path.join(projectRoot, 'docs', page), 'utf8').replaceAll(/\s+/g, ' ');
  const parts = text.split(/`([^`\s]+\.(?:test|spec)\.tsx?)`/);
  return parts.flatMap((part, index) => {
    const file = index % 2 === 0 ? parts[index - 1] : undefined;
    if (file === undefined) return [];
    const [names = ''] = part.split(/[|`]/);
    return [...names.matchAll(/“((?:[^“”]|“[^”]*”)+)”/g)].map(([, name = '']) => ({ file, name }));
  });
};

const withoutBreaks = (source: string): string => source.replaceAll(/\s+/g, ' ').replaceAll("\\'", "'");

test.each(['guarantees.md', 'security.md'])('every test that docs/%s names is there', (page) => {
  const named = namedTests(page);
  expect(named.length).toBeGreaterThan(10);
  const missing = named.filter(({ file, name }) => {
    const place = path.join(projectRoot, file);
    return !existsSync(place) || !withoutBreaks(readFileSync(place, 'utf8')).includes(name);
  });
  expect(missing).toEqual([]);
});
