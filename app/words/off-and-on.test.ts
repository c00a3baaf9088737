import { expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import type { NtStatusName } from '../dot4/ntstatus.ts';
import type { Fault } from '../faults/fault.ts';
import { adviceWords, stepAdvice } from './advice.ts';
import { emptyStateWords } from './empty-states.ts';
import { faultWords } from './faults.ts';
import { healthWords } from './health.ts';
import { outcomeWords } from './outcomes.ts';

const nextStep = (fault: Fault): string => faultWords(fault).nextStep;
const refused = (name: NtStatusName): string =>
  nextStep({ kind: 'refused', request: 'DESTROY_SOCKET', ntstatus: ntStatus(name) });
const late = (withdrawn: boolean): string =>
  nextStep({ kind: 'deadline', request: 'DESTROY_SOCKET', deadlineMs: 5_000, withdrawn });
const ntstatus = ntStatus('STATUS_NOT_FOUND');

test.each([
  ['an advice', adviceWords.restartPrinter],
  ['an advice for later', adviceWords.ifStillFails],
  ['a step by hand', stepAdvice({ kind: 'power-cycle', target: 'P2055d' })],
  ['an unknown socket', refused('STATUS_NOT_FOUND')],
  ['a request that is not taken', refused('STATUS_NOT_SUPPORTED')],
  ['any other refusal', refused('STATUS_UNSUCCESSFUL')],
  ['no answer', late(true)],
  ['a stuck driver', late(false)],
  ['a socket that stays', nextStep({ kind: 'still-there', deviceId: 'a', hostSocket: 4, ntstatus })],
  [
    'what is forbidden',
    nextStep({ kind: 'profile-forbids', feature: 'foreign-destroy', because: 'driver-refuses' }),
  ],
  [
    'a program that does not end',
    nextStep({ kind: 'target-stays', step: 'stop-program', target: 'a.exe', waitedMs: 1 }),
  ],
  ['what was gone', outcomeWords({ kind: 'already-gone', told: 'by-destroy', ntstatus }, 'HP-SCAN').nextStep],
  ['a table without a row', emptyStateWords('nothing-found').nextStep],
  ['a device that does not answer', healthWords({ kind: 'not-answering' }).nextStep],
])('%s: the printer is switched off only once nothing works on it', (_what, advice) => {
  expect(advice).toMatch(
    /[Ww]hen nothing is printing, scanning or faxing any more, .*switch the printer off/,
  );
});
