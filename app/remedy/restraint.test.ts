import { expect, test } from 'vitest';
import type { ActionOf } from './action.ts';
import { isSameJob, mayBeRestarted, whyNotStop } from './restraint.ts';

const chosen: ActionOf<'stop-program'> = {
  kind: 'stop-program',
  pid: 4104,
  name: 'hpscan.exe',
  startedAt: '133',
};
const running = { pid: 4104, name: 'hpscan.exe', startedAt: '133', services: [] };

test.each([
  ['the one that was chosen', {}, null],
  ['the same in other letters', { name: 'HPSCAN.EXE' }, null],
  ['another program under its id', { name: 'naps2.exe' }, 'another'],
  ['a later run of the same program under its id', { startedAt: '134' }, 'another'],
  ['one whose start is not told', { startedAt: null }, 'another'],
  ['a protected program under its id', { name: 'lsass.exe' }, 'protected'],
  ['a process of services under its id', { name: 'svchost.exe' }, 'protected'],
  ['one that runs Windows services', { services: ['Pml Driver HPZ12', 'Other'] }, 'hosts-services'],
] as const)('%s', (_name, differs, why) => {
  expect(whyNotStop(chosen, { ...running, ...differs })).toBe(why);
});

test('the kernel’s own ids are never stopped', () => {
  expect(whyNotStop({ ...chosen, pid: 4 }, { ...running, pid: 4 })).toBe('protected');
});

test('only services of printers are restarted', () => {
  expect(['Spooler', 'stisvc', 'Pml Driver HPZ12'].map(mayBeRestarted)).toEqual([true, true, true]);
  expect(['WinDefend', 'spooler ', 'RpcSs', ''].map(mayBeRestarted)).toEqual([false, false, false, false]);
});

const submittedAt = '2026-01-05T08:00:00.000Z';
const job = { queue: 'q', id: 11, submittedAt, document: 'A', user: 'ann' };
const cancel: ActionOf<'cancel-job'> = {
  ...{ kind: 'cancel-job', queue: 'q', jobId: 11 },
  ...{ document: 'A', user: 'ann', submittedAt },
};

test.each([
  ['the job that was chosen', {}, true],
  ['another document under its id', { document: 'B' }, false],
  ['nobody’s', { user: null }, false],
  ['another id', { id: 12 }, false],
  ['its id in another queue', { queue: 'p' }, false],
  ['the same document again after the spooler restarted', { submittedAt: '2026-01-05T09:00:00.000Z' }, false],
  ['one whose time is no longer told', { submittedAt: null }, false],
] as const)('%s', (_name, differs, isSame) => {
  expect(isSameJob(cancel, { ...job, ...differs })).toBe(isSame);
});

test('where the time was not known when it was chosen, document and owner tell', () => {
  expect(isSameJob({ ...cancel, submittedAt: null }, job)).toBe(true);
  expect(isSameJob({ ...cancel, submittedAt: null }, { ...job, document: 'B' })).toBe(false);
});
