import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { windowOptions } from '../window/window-options.ts';
import { settingsIn } from '#app/settings/in-page.ts';
import { defaultSettings } from '#app/settings/settings.ts';
import type { Settings } from '#app/settings/settings.ts';
import { servedFile, serveApp } from './app-protocol.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

const folder = join('/', 'srv', 'window');

test('files of the window are served', () => {
  expect(servedFile(folder, 'GET', 'app://unjam/index.html')).toBe(join(folder, 'index.html'));
  expect(servedFile(folder, 'GET', 'app://unjam/assets/index-1.js?v=1#x')).toBe(
    join(folder, 'assets', 'index-1.js'),
  );
});

describe('nothing else is', () => {
  test.each([
    ['POST', 'app://unjam/index.html'],
    ['GET', 'app://other/index.html'],
    ['GET', 'file:///srv/window/index.html'],
    ['GET', 'https://unjam/index.html'],
    ['GET', 'app://unjam/'],
    ['GET', 'app://unjam/%2e%2e/secret.html'],
    ['GET', 'app://unjam/..%2fwindow-private%2fsecret.html'],
    ['GET', 'app://unjam/..%5c..%5csecret.html%00.js'],
    ['GET', 'app://unjam/%E0%A4%A'],
    ['GET', 'app://unjam/index.html%00.js'],
    ['GET', 'app://unjam/notes.txt'],
    ['GET', 'not an address'],
  ])('%s %s', (method, address) => {
    const file = servedFile(folder, method, address);
    expect(file === null || (file.startsWith(`${folder}/`) && !file.includes('..'))).toBe(true);
    if (!address.includes('%2e%2e')) expect(file).toBeNull();
  });
});

test('every answer carries the policy; what is not there is 404', async () => {
  const served = temporaryFolder();
  mkdirSync(join(served, 'assets'));
  writeFileSync(join(served, 'index.html'), '<!doctype html>');
  const serve = serveApp(served, () => defaultSettings);
  const page = await serve({ method: 'GET', url: 'app://unjam/index.html' });
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-security-policy']).toBe(contentSecurityPolicy);
  expect(page.headers['x-content-type-options']).toBe('nosniff');
  const missing = await serve({ method: 'GET', url: 'app://unjam/assets/none.js' });
  expect(missing.statusCode).toBe(404);
});

test('the page comes with the settings of this moment, and no text in them ends their element', async () => {
  const served = temporaryFolder();
  writeFileSync(join(served, 'index.html'), '<head></head><body></body>');
  writeFileSync(join(served, 'plain.js'), '</head>');
  let settings: Settings = defaultSettings;
  const serve = serveApp(served, () => settings);
  settings = { ...defaultSettings, filter: '</script><script>alert(1)</script> $& \u2028' };
  const html = (await serve({ method: 'GET', url: 'app://unjam/index.html' })).data.toString();
  const [, json = ''] =
    /^<head><script type="application\/json" id="[a-z-]+">([^<]*)<\/script><\/head>/.exec(html) ?? [];
  expect(settingsIn({ getElementById: () => ({ textContent: json }) })).toEqual(settings);
  expect((await serve({ method: 'GET', url: 'app://unjam/plain.js' })).data.toString()).toBe('</head>');
});

test('the policy is made of known directives, starts from nothing and allows nothing inline', () => {
  const directives = new Map(
    contentSecurityPolicy.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values];
    }),
  );
  expect(directives.get('default-src')).toEqual(["'none'"]);
  expect(directives.get('script-src')).toEqual(["'self'"]);
  expect(directives.get('connect-src')).toEqual(["'none'"]);
  expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
  expect(directives.get('require-trusted-types-for')).toEqual(["'script'"]);
  expect(directives.get('sandbox')).toEqual(['allow-scripts', 'allow-same-origin', 'allow-forms']);
  expect(directives.get('form-action')).toEqual(["'none'"]);
  for (const name of directives.keys()) expect(name).toMatch(/^([a-z]+(-[a-z]+)+|sandbox)$/);
  expect(contentSecurityPolicy).not.toContain('unsafe');
});

test('the window is locked down', () => {
  expect(windowOptions('preload.cjs', false).webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  });
  expect(windowOptions('preload.cjs', false).webPreferences).not.toHaveProperty('enableBlinkFeatures');
});
