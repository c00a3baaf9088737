import { describe, expect, test } from 'vitest';
import { aptFailure, isDebianRelease, parseInstalled } from './debian-packages.ts';

describe('what dpkg-query lists', () => {
  const listing = [
    'ii |xvfb|xserver',
    'ii |libgtk-3-0t64|libgtk-3-0 (= 3.24.41-4ubuntu1), libgtk3:any',
    'rc |chromium|www-browser',
    'un |wine|',
    '',
  ].join('\n');
  const installed = parseInstalled(listing);

  test.each(['xvfb', 'libgtk-3-0t64', 'libgtk-3-0', 'libgtk3', 'xserver'])('%s is installed', (name) => {
    expect(installed.has(name)).toBe(true);
  });
  test.each(['chromium', 'www-browser', 'wine', ''])('"%s" is not', (name) => {
    expect(installed.has(name)).toBe(false);
  });
});

test.each([
  ['ID=debian\nVERSION_ID="12"', true],
  ['NAME="Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"', true],
  ['ID="fedora"\nVARIANT_ID=debian', false],
  ['', false],
])('%j is Debian: %s', (release, answer) => {
  expect(isDebianRelease(release)).toBe(answer);
});

test('a lock is told apart from other trouble with apt', () => {
  const result = { ok: false, status: 100, stdout: '', trouble: 'apt-get ended with exit code 100' };
  expect(aptFailure('apt-get install', { ...result, stderr: 'E: Could not get lock /var/lib' })).toMatch(
    /wait/,
  );
  expect(aptFailure('apt-get install', { ...result, stderr: 'E: Unable to fetch' })).toMatch(
    /Unable to fetch/,
  );
});
