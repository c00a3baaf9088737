import { expect, test } from 'vitest';
import { mayBeLookedInto } from './candidate-programs.ts';

const services = new Set([1460]);
const ours = new Set([4000]);
const may = (name: string, pid = 5000): boolean => mayBeLookedInto({ pid, name }, services, ours);

test.each(['hpqtra08.exe', 'HPZipm12.exe', 'spoolsv.exe', 'WFS.exe', 'NAPS2.Worker.exe', 'ScanToPC.exe'])(
  '%s prints or scans: it may be looked into',
  (name) => expect(may(name)).toBe(true),
);

test.each(['lsass.exe', 'MsMpEng.exe', 'csrss.exe', 'services.exe', 'winlogon.exe', 'System', 'chrome.exe'])(
  '%s is never looked into',
  (name) => expect(may(name)).toBe(false),
);

test('svchost only where it runs a named service', () => {
  expect(may('svchost.exe', 1460)).toBe(true);
  expect(may('svchost.exe', 1464)).toBe(false);
});

test('neither ourselves nor the system process, whatever they are called', () => {
  expect(may('hpscan.exe', 4000)).toBe(false);
  expect(may('hpscan.exe', 4)).toBe(false);
});

test('a protected name is not looked into even as the process of a named service', () => {
  expect(may('lsass.exe', 1460)).toBe(false);
});
