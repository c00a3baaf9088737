import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withKoffi } from './koffi.ts';
import { bindLibrary, type Koffi } from './prototype.ts';

/** Loads a file as koffi loads its own. */
const loading = (content: string | null) => {
  const folder = mkdtempSync(join(tmpdir(), 'unjam-koffi-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'koffi.node');
  if (content !== null) writeFileSync(file, content);
  const load = (): Promise<Koffi> => Promise.resolve().then(() => createRequire(file)(file) as Koffi);
  return { file, load };
};

test.each([
  ['is empty', '', 'ERR_DLOPEN_FAILED'],
  ['is no library', 'x'.repeat(4096), 'ERR_DLOPEN_FAILED'],
  ['is missing', null, 'MODULE_NOT_FOUND'],
])('a library that %s is a fault with its file and code', async (_, content, code) => {
  const { file, load } = loading(content);
  expect(await withKoffi(() => 'bound', load)).toEqual({
    ok: false,
    fault: { kind: 'library-not-loaded', file, code },
  });
});

test('koffi that finds none of its libraries names the one of this system', async () => {
  const none = (): Promise<Koffi> =>
    Promise.reject(new Error('Cannot find the native Koffi module; did you bundle it correctly?'));
  expect(await withKoffi(() => 'bound', none)).toMatchObject({
    fault: {
      file: `@koromix/koffi-${process.platform}-${process.arch}`,
      code: expect.stringContaining('Cannot find') as string,
    },
  });
});

test('koffi that is not there is named', async () => {
  const missing = Object.assign(new Error("Cannot find package 'koffi' imported from /a/unjam.mjs"), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
  expect(
    await withKoffi(
      () => 'bound',
      () => Promise.reject(missing),
    ),
  ).toMatchObject({
    fault: { file: 'koffi', code: 'ERR_MODULE_NOT_FOUND' },
  });
});

test('a library of the system that cannot be had is a fault with its name', async () => {
  const missing = await withKoffi((koffi) => bindLibrary(koffi, 'unjam-none.dll', {}));
  expect(missing).toMatchObject({
    fault: { kind: 'library-not-loaded', file: 'unjam-none.dll', code: expect.stringMatching(/./) as string },
  });
});

test('what goes wrong otherwise is a bug', async () => {
  const bug = new TypeError('a bug');
  const bind = (): never => {
    throw bug;
  };
  await expect(withKoffi(bind)).rejects.toBe(bug);
});
