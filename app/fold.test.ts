import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { filterOf } from './audit/filter.ts';
import { damagedLine } from './audit/line.ts';
import { fold } from './fold.ts';

/** A Turkish system: what asks for the locale gets its dotless i. */
beforeEach(() => {
  vi.spyOn(String.prototype, 'toLocaleLowerCase').mockImplementation(function (this: string) {
    return this.replaceAll('I', 'ı').toLowerCase();
  });
});
afterEach(() => void vi.restoreAllMocks());

test.each([
  ['PRINT', 'print'],
  ['INVOICE – MAY.PDF', 'invoice – may.pdf'],
  ['İSTANBUL', 'istanbul'],
  ['ÄÖÜ ΣΑΣ', 'äöü σας'],
])('%s is folded to %s on a Turkish system', (text, folded) => {
  expect('I'.toLocaleLowerCase()).toBe('ı');
  expect(fold(text)).toBe(folded);
});

test('the audit trail is filtered the same on a Turkish system', () => {
  const line = damagedLine({ line: 3, offset: 300 }, 'INVOICE – MAY.PDF', 'torn');
  if (line.kind === 'record') expect.fail();
  expect(filterOf('invoice')({ kind: 'unreadable', key: '3', line })).toBe(true);
});
