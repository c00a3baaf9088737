import { expect, test } from 'vitest';
import { findChromium } from './chromium.ts';

const only =
  (...files: string[]) =>
  (file: string): boolean =>
    files.includes(file);

test('the one named in UNJAM_CHROMIUM goes before all others', () => {
  const exists = only('/opt/mine', '/usr/bin/chromium');
  expect(findChromium({ UNJAM_CHROMIUM: '/opt/mine' }, 'linux', exists)).toBe('/opt/mine');
});

test('a wrong name is not replaced by another browser', () => {
  expect(findChromium({ UNJAM_CHROMIUM: '/opt/mine' }, 'linux', only('/usr/bin/chromium'))).toBeUndefined();
});

test('Chromium is preferred to Chrome', () => {
  expect(findChromium({}, 'linux', only('/usr/bin/google-chrome', '/usr/bin/chromium'))).toBe(
    '/usr/bin/chromium',
  );
});

test('Edge will do on Windows', () => {
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
  expect(findChromium({ 'ProgramFiles(x86)': 'C:\\Program Files (x86)' }, 'win32', only(edge))).toBe(edge);
});
