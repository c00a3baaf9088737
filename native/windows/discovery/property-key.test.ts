import { expect, test } from 'vitest';
import { lastArrivalDate } from './property-key.ts';

test('the last arrival is asked for as devpkey.h defines it', () => {
  const hex = Buffer.from(lastArrivalDate).toString('hex');
  expect(hex).toBe('2663da83a69788409453a1923f573b29' + '66000000');
});
