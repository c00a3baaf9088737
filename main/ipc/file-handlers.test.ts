import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ok } from '#app/result.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { fileHandlers } from './file-handlers.ts';

/** Every answer is awaited as the window does. The person chooses this file. */
const opened = async (path: string) => {
  const offered: string[] = [];
  const file = fileHandlers((name, extension) => {
    offered.push(`${name}.${extension}`);
    return Promise.resolve(path);
  });
  const begin = async (): Promise<number> => {
    const begun = await file.begin({ format: 'html' });
    if (!begun.ok || begun.value === null) throw new Error('not begun');
    return begun.value.id;
  };
  return { file, begin, offered, id: await begin() };
};

test('a text that comes in pieces is saved where the person says, whole', async () => {
  const path = join(temporaryFolder(), 'rows.html');
  const { file, id, offered } = await opened(path);
  for (const text of ['<p>', 'Büro ', '', '</p>'])
    expect(await file.append({ id, text })).toEqual(ok(undefined));
  expect(existsSync(path)).toBe(false);
  expect(await file.end({ id })).toEqual(ok({ path }));
  expect(readFileSync(path, 'utf8')).toBe('<p>Büro </p>');
  expect(offered).toEqual(['unjam-channels.html']);
});

test('nowhere when the person thinks better of it', async () => {
  const file = fileHandlers(() => Promise.resolve(null));
  expect(await file.begin({ format: 'csv' })).toEqual(ok(null));
});

test('a file that cannot be written is a fault, with the pieces or at the end, and nothing waits for it', async () => {
  const missing = join(temporaryFolder(), 'missing', 'rows.html');
  const { file, id, begin } = await opened(missing);
  const unwritable = { ok: false, fault: { kind: 'file-unwritable', path: missing, code: 'ENOENT' } };
  for (let piece = 0; piece < 5; piece += 1)
    expect([ok(undefined), unwritable]).toContainEqual(await file.append({ id, text: 'rows' }));
  expect(await file.end({ id })).toEqual(unwritable);
  mkdirSync(join(missing, '..'));
  const again = await begin();
  expect(await file.end({ id: again })).toEqual(ok({ path: missing }));
});

test('a text that was given up for another leaves nothing, and takes no more', async () => {
  const folder = temporaryFolder();
  const { file, id, begin } = await opened(join(folder, 'rows.html'));
  await file.append({ id, text: 'half' });
  const next = await begin();
  const refused = { ok: false, fault: { kind: 'file-given-up' } };
  expect(await file.append({ id, text: 'more' })).toMatchObject(refused);
  expect(await file.end({ id })).toMatchObject(refused);
  await file.append({ id: next, text: 'whole' });
  await file.end({ id: next });
  expect(readdirSync(folder)).toEqual(['rows.html']);
  expect(readFileSync(join(folder, 'rows.html'), 'utf8')).toBe('whole');
  expect(await file.end({ id: next })).toMatchObject(refused);
});
