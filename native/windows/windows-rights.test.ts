import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSecurity, sidAt } from './security-descriptor.ts';
import { mayOthersReplaceIn, mayOthersWrite, ownerBy } from './windows-rights.ts';

const own = 'S-1-5-21-1004336348-1177238915-682003330-1001';
const accounts = {
  system: 'S-1-5-18',
  administrators: 'S-1-5-32-544',
  users: 'S-1-5-32-545',
  everyone: 'S-1-1-0',
  signedIn: 'S-1-5-11',
  creator: 'S-1-3-0',
  installer: 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
  own,
  colleague: 'S-1-5-21-1004336348-1177238915-682003330-1002',
} as const;
type Account = keyof typeof accounts;

const sidBytes = (sid: string): Buffer => {
  const [, revision = 0, authority = 0, ...numbers] = sid.split('-').map(Number);
  const bytes = Buffer.alloc(8 + 4 * numbers.length);
  bytes.writeUInt8(revision, 0);
  bytes.writeUInt8(numbers.length, 1);
  bytes.writeUIntBE(authority, 2, 6);
  numbers.forEach((number, index) => bytes.writeUInt32LE(number, 8 + 4 * index));
  return bytes;
};

/** Type and flags of the entry's head, its mask and its account. */
type Entry = readonly [account: Account, rights: number, flags?: number, type?: number];

const entryBytes = ([account, rights, flags = 0, type = 0]: Entry): Buffer => {
  const sid = sidBytes(accounts[account]);
  const head = Buffer.alloc(8);
  head.writeUInt8(type, 0);
  head.writeUInt8(flags, 1);
  head.writeUInt16LE(8 + sid.length, 2);
  head.writeUInt32LE(rights, 4);
  return Buffer.concat([head, sid]);
};

/** A self-relative SECURITY_DESCRIPTOR of winnt.h; `entries` null: without a list. */
const descriptor = (owner: Account, entries: readonly Entry[] | null): Uint8Array => {
  const head = Buffer.alloc(20);
  const sid = sidBytes(accounts[owner]);
  head.writeUInt8(1, 0);
  head.writeUInt16LE(0x8000 | (entries === null ? 0 : 4), 2);
  head.writeUInt32LE(20, 4);
  if (entries === null) return Buffer.concat([head, sid]);
  head.writeUInt32LE(20 + sid.length, 16);
  const body = Buffer.concat(entries.map(entryBytes));
  const list = Buffer.alloc(8);
  list.writeUInt8(2, 0);
  list.writeUInt16LE(8 + body.length, 2);
  list.writeUInt16LE(entries.length, 4);
  // what the buffer has beyond it belongs to nobody
  return Buffer.concat([head, sid, list, body, Buffer.alloc(40, 0xff)]);
};

const [full, modify, readAndRun, addFolder] = [0x1f01ff, 0x1301bf, 0x1200a9, 4];
const [inherited, forChildren] = [0x10, 0x0b];

const folders = {
  'Program Files': descriptor('installer', [
    ['installer', full],
    ['system', modify],
    ['system', 0x10000000, forChildren],
    ['administrators', modify],
    ['users', readAndRun],
    ['users', 0xa0000000, forChildren],
    ['creator', 0x10000000, forChildren],
  ]),
  'the root of a drive': descriptor('installer', [
    ['administrators', full, 3],
    ['system', full, 3],
    ['users', readAndRun, 3],
    ['signedIn', addFolder],
    ['signedIn', modify, forChildren],
  ]),
  'a folder that anyone made there': descriptor('administrators', [
    ['administrators', full, inherited],
    ['signedIn', modify, inherited],
  ]),
  'the downloads of a person': descriptor('own', [
    ['system', full, inherited],
    ['administrators', full, inherited],
    ['own', full, inherited],
  ]),
  'a stick without rights': descriptor('everyone', null),
  'one with a list that is missing': descriptor('administrators', null),
  'one that a condition opens': descriptor('administrators', [['users', modify, 0, 9]]),
  'one with a refusal only': descriptor('administrators', [['users', modify, 0, 1]]),
};

test.each([
  ['Program Files', false, false],
  ['the root of a drive', true, false],
  ['a folder that anyone made there', true, true],
  ['the downloads of a person', true, true],
  ['a stick without rights', true, true],
  ['one with a list that is missing', true, true],
  ['one that a condition opens', true, true],
  ['one with a refusal only', false, false],
] as const)('%s: others may write there %s, replace what is in it %s', (name, write, replace) => {
  const security = readSecurity(folders[name]);
  expect([mayOthersWrite(security), mayOthersReplaceIn(security)]).toEqual([write, replace]);
});

test('what cannot be read is not trusted', () => {
  expect([mayOthersWrite(null), mayOthersReplaceIn(null), ownerBy(null, own)]).toEqual([
    ...[true, true],
    'another-account',
  ]);
});

test.each([
  ['system', 'administrator'],
  ['administrators', 'administrator'],
  ['installer', 'administrator'],
  ['own', 'this-account'],
  ['colleague', 'another-account'],
  ['users', 'another-account'],
  ['everyone', 'none'],
] as const)('what %s owns belongs to: %s', (account, owner) => {
  expect(ownerBy(readSecurity(descriptor(account, [])), own)).toBe(owner);
  expect(ownerBy(readSecurity(descriptor(account, null)), null)).not.toBe('this-account');
});

describe('a SID', () => {
  test('is read as it is written, wherever it stands', () => {
    const number = fc.integer({ min: 0, max: 0xffff_ffff });
    const sid = fc
      .tuple(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.array(number, { maxLength: 15 }))
      .map(([authority, numbers]) => ['S', 1, authority, ...numbers].join('-'));
    fc.assert(
      fc.property(sid, fc.nat(20), (text, at) => {
        expect(sidAt(Buffer.concat([Buffer.alloc(at, 7), sidBytes(text)]), at)).toBe(text);
      }),
    );
  });
});
