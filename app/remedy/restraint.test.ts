import { expect, test } from 'vitest';
import type { ActionOf } from './action.ts';
import { isSameJob, mayBeRestarted, whyNotStop } from './restraint.ts';

const chosen: ActionOf<'stop-program'> = {
  kind: 'stop-program',
  pid: 4104,
  name: 'hpscan.exe',
  startedAt: '133',
};
const running = { pid: 4104, name: 'hpscan.exe', startedAt: '133' };

test.each([
  ['the one that was chosen', {}, null],
  ['the same in other letters', { name: 'HPSCAN.EXE' }, null],
  ['another program under its id', { name: 'naps2.exe' }, 'another'],
  ['a later run of the same program under its id', { startedAt: '134' }, 'another'],
  ['one whose start is not told', { startedAt: null }, 'another'],
  ['a protected program under its id', { name: 'lsass.exe' }, 'protected'],
  ['a process of services under its id', { name: 'svchost.exe' }, 'protected'],
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

test('a job is the same only with its document and its owner', () => {
  const job = { id: 11, document: 'A', user: 'ann' };
  const action: ActionOf<'cancel-job'> = {
    ...{ kind: 'cancel-job', queue: 'q', jobId: 11 },
    ...{ document: 'A', user: 'ann' },
  };
  expect(isSameJob(action, job)).toBe(true);
  expect(isSameJob(action, { ...job, document: 'B' })).toBe(false);
  expect(isSameJob(action, { ...job, user: null })).toBe(false);
  expect(isSameJob(action, { ...job, id: 12 })).toBe(false);
});
