import { expect, test } from 'vitest';
import { authorityRecord } from './virtual-screen.ts';

test('an Xauthority entry for any host and display', () => {
  const name = Buffer.from('MIT-MAGIC-COOKIE-1').toString('hex');
  const cookie = Buffer.alloc(16, 0xab);
  expect(authorityRecord(cookie).toString('hex')).toBe(
    // family, address, number; length and name; length and cookie
    ['ffff', '0000', '0000', '0012', name, '0010', 'ab'.repeat(16)].join(''),
  );
});
