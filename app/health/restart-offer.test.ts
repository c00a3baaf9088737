import { expect, test } from 'vitest';
import { environment } from '../testing/stamped.ts';
import { restartOffer } from './restart-offer.ts';

const missing = { kind: 'access-denied', rights: 'missing' } as const;
const windows = { ...environment, mode: 'windows', platform: 'win32' } as const;

test('offered where rights are missing and Windows can give them', () => {
  expect(restartOffer(missing, windows)).toBe('offered');
  expect(restartOffer(missing, { ...windows, platform: 'linux' })).toBeNull();
});

test('not offered against what more rights do not cure', () => {
  for (const rights of ['enough', 'not-known'] as const)
    expect(restartOffer({ kind: 'access-denied', rights }, windows)).toBeNull();
  expect(restartOffer({ kind: 'opened-exclusively' }, windows)).toBeNull();
});

test('in a simulation it is shown as what it is', () => {
  expect(restartOffer(missing, { ...windows, mode: 'simulator' })).toBe('simulated');
});
