import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// What Electron's security checklist asks of the whole of main, and of how it is packaged (docs/security.md).

const root = join(import.meta.dirname, '..', '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

/** The product code of main and of its preload script. */
const sources = readdirSync(join(root, 'main'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('testing'))
  .map((name) => ({ name, source: read(join('main', name)) }));
const filesWith = (pattern: RegExp): string[] =>
  sources.filter(({ source }) => pattern.test(source)).map(({ name }) => name);

test('main opens no address in another program, and loads one page only, never from file://', () => {
  expect(filesWith(/\bshell\b.*from 'electron'/)).toEqual([]);
  expect(filesWith(/\bloadFile\(|file:\/\//)).toEqual([]);
  expect(filesWith(/\bloadURL\(/)).toEqual([join('window', 'main-window.ts')]);
  expect(read('main/window/main-window.ts')).toContain('loadURL(page)');
});

test('one place listens to the page, and one speaks to it', () => {
  expect(filesWith(/\bipcMain\b/)).toEqual([join('ipc', 'listen.ts')]);
  expect(filesWith(/\bipcRenderer\b/)).toEqual([join('preload', 'index.ts')]);
});

test('a packaged Electron runs our archive and nothing that it is told by the environment', () => {
  const fuses = /electronFuses:\n((?: {2}.*\n)+)/.exec(read('electron-builder.yml'))?.[1];
  expect(fuses?.trim().split(/\n\s*/)).toEqual([
    'runAsNode: false',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'enableCookieEncryption: true',
    'enableEmbeddedAsarIntegrityValidation: true',
    'onlyLoadAppFromAsar: true',
    'grantFileProtocolExtraPrivileges: false',
  ]);
});

test('what is packaged is the Electron that is pinned, exactly', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: { electron: string } };
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  expect(read('electron-builder.yml')).toContain(`electronVersion: ${devDependencies.electron}\n`);
});
