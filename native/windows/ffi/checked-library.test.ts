import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadChecked, loadKoffiLibrary } from './checked-library.ts';
import { withKoffi } from './koffi.ts';

const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'unjam-koffi-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** What a person hears of a load: withKoffi makes the same of koffi's own. */
const loaded = (load: () => void) =>
  withKoffi(
    () => 'bound',
    async () => {
      load();
      return import('koffi');
    },
  );

test.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'a library of other bytes is not loaded, however well it would load',
  async () => {
    const own = dirname(createRequire(import.meta.resolve('koffi')).resolve('@koromix/koffi-linux-x64'));
    const bytes = readFileSync(join(own, 'linux_x64', 'koffi.node'));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = join(temporaryFolder(), 'koffi.node');
    writeFileSync(file, bytes);
    expect(await loaded(() => loadChecked(file, sha256))).toEqual({ ok: true, value: 'bound' });
    writeFileSync(file, Buffer.concat([bytes, Buffer.alloc(1)]));
    const fault = { kind: 'library-not-loaded', file, code: 'EINTEGRITY' };
    expect(await loaded(() => loadChecked(file, sha256))).toEqual({ ok: false, fault });
    expect(await loaded(() => loadChecked(file, undefined))).toEqual({ ok: false, fault });
  },
);

/** koffi as npm puts it on Windows. */
const installed = () => {
  const modules = join(temporaryFolder(), 'node_modules');
  const own = join(modules, '@koromix', 'koffi-win32-x64');
  mkdirSync(join(modules, 'koffi'), { recursive: true });
  mkdirSync(join(own, 'win32_x64'), { recursive: true });
  writeFileSync(join(own, 'index.js'), `module.exports = require('./win32_x64/koffi.node');`);
  const load = () => loadKoffiLibrary(join(modules, 'koffi', 'index.js'), { platform: 'win32', arch: 'x64' });
  return { own, file: join(own, 'win32_x64', 'koffi.node'), load };
};

test.each([
  ['other bytes', 'MZ', 'EINTEGRITY'],
  ['nothing in it', '', 'EINTEGRITY'],
  ['been taken away', null, 'ENOENT'],
])('koffi whose library has %s is a fault that names the file', async (_, content, code) => {
  const { file, load } = installed();
  if (content !== null) writeFileSync(file, content);
  expect(await loaded(load)).toEqual({ ok: false, fault: { kind: 'library-not-loaded', file, code } });
});

test('koffi without its package is a fault that names the package', async () => {
  const { own, load } = installed();
  rmSync(own, { recursive: true });
  expect(await loaded(load)).toMatchObject({
    fault: { kind: 'library-not-loaded', file: '@koromix/koffi-win32-x64', code: 'MODULE_NOT_FOUND' },
  });
});
