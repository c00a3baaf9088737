import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { notMeasured } from '#app/dot4/profile.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import { deviceNamed } from '#app/testing/arbitrary-state.ts';
import { asNobody } from '../../testing/as-nobody.ts';
import { temporaryFolder } from '../../testing/bench.ts';
import { fileProfiles, memoryProfiles } from './profile-store.ts';

const device = (
  service: string | null,
  version: string | null,
  provider: string | null = 'HP',
  id = 'a',
) => ({
  ...deviceNamed(id),
  driver: { service, provider, version },
});
const measured: DriverProfile = { ...notMeasured, origin: 'measured', measuredAt: 5, creatorEnds: 'leaks' };
const entry = (service: string, version: string | null, more: object = {}) => ({
  ...{ service, version, profile: measured },
  ...more,
});

const openStore = (path = join(temporaryFolder(), 'data', 'profiles.json')) => {
  const told: Fault[] = [];
  /** Of what was told, what is mended. */
  const over: Fault[] = [];
  const store = fileProfiles(path, (fault) => told.push(fault), { over: (fault) => over.push(fault) });
  return { path, told, over, store };
};
const openWith = (file: unknown) => {
  const path = join(temporaryFolder(), 'profiles.json');
  writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file));
  const onDisk = () => JSON.parse(readFileSync(path, 'utf8')) as { profiles: unknown[] };
  return { ...openStore(path), onDisk };
};

test('a profile is kept for its driver and version, also for the next start', () => {
  const { path, store } = openStore();
  expect(store.find(device('dot4', '1.0'))).toBeNull();
  store.keep(device('dot4', '1.0'), measured);
  for (const one of [store, openStore(path).store]) {
    expect(one.find(device('dot4', '1.0'))).toEqual(measured);
    expect(one.find(device('dot4', '1.1'))).toBeNull();
    expect(one.find(device('dot4', null))).toBeNull();
    expect(one.find(device('other', '1.0'))).toBeNull();
    expect(one.find(device('dot4', '1.0', 'Ricoh'))).toBeNull();
    expect(one.find(device('dot4', '1.0', null))).toBeNull();
  }
});

test('measured again, it is replaced; what another program kept meanwhile stays', () => {
  const { path, store } = openStore();
  const other = openStore(path).store;
  store.keep(device('dot4', '1.0'), measured);
  other.keep(device('dot4', '2.0'), measured);
  store.keep(device('dot4', '1.0'), { ...measured, creatorEnds: 'frees' });
  const { store: later } = openStore(path);
  expect(later.find(device('dot4', '1.0'))?.creatorEnds).toBe('frees');
  expect(later.find(device('dot4', '2.0'))?.creatorEnds).toBe('leaks');
});

test('what another program measures meanwhile is taken up without a new start, also when it was the first', () => {
  const { path, store } = openStore();
  const other = openStore(path).store;
  expect(store.find(device('dot4', '1.0'))).toBeNull();
  other.keep(device('dot4', '1.0'), measured);
  expect(store.find(device('dot4', '1.0'))).toEqual(measured);
  other.keep(device('dot4', '1.0'), { ...measured, creatorEnds: 'frees' });
  expect(store.find(device('dot4', '1.0'))?.creatorEnds).toBe('frees');
});

test('a file that stays as it is is not read again', () => {
  const { path, store } = openStore();
  store.keep(device('dot4', '1.0'), measured);
  expect(store.find(device('dot4', '1.0'))).toBe(store.find(device('dot4', '1.0')));
  expect(openStore(path).store.find(device('dot4', '1.0'))).toEqual(measured);
});

test.each<readonly [string, string | null, string | null]>([
  ['name', null, '1.0'],
  ['version', 'dot4', null],
])('a driver without a %s is not written down, and no other one has its profile', (_, service, version) => {
  const { path, store } = openStore();
  expect(store.keep(device(service, version), measured).ok).toBe(true);
  expect(store.find(device(service, version))).toEqual(measured);
  expect(store.find(device(service, version, 'HP', 'b'))).toBeNull();
  expect(store.find(device(service, version, 'Ricoh'))).toBeNull();
  expect(existsSync(path)).toBe(false);
  expect(openStore(path).store.find(device(service, version))).toBeNull();
});

describe('a file of an earlier Unjam, without providers', () => {
  const old = { schema: 1, profiles: [entry('dot4', '1.0'), entry('dot4', null)] };

  test('holds for the one driver of that service and version, and not for one of unknown version', () => {
    const { store, told } = openWith(old);
    expect(store.find(device('dot4', '1.0'))).toEqual(measured);
    expect(store.find(device('dot4', '1.0'))).toEqual(measured);
    expect(store.find(device('dot4', null))).toBeNull();
    expect(told).toEqual([]);
  });

  test('holds for neither of two that it may be of', () => {
    const { store } = openWith(old);
    store.find(device('dot4', '1.0'));
    expect(store.find(device('dot4', '1.0', 'Ricoh'))).toBeNull();
    expect(store.find(device('dot4', '1.0'))).toBeNull();
  });

  test('gives way to what is measured now', () => {
    const { store, onDisk } = openWith(old);
    store.keep(device('dot4', '1.0'), { ...measured, creatorEnds: 'frees' });
    expect(store.find(device('dot4', '1.0'))?.creatorEnds).toBe('frees');
    expect(store.find(device('dot4', '1.0', 'Ricoh'))).toBeNull();
    expect(onDisk().profiles).toMatchObject([{ version: null }, { provider: 'HP', version: '1.0' }]);
  });
});

test.each(['', '{', '[]', '{"schema":1,"profiles":{}}'])(
  'a damaged file (%s) is put aside and told',
  (text) => {
    const { told, store, path } = openWith(text);
    const putAside = path.replace('.json', '.damaged-1.json');
    expect(told).toEqual([{ kind: 'file-damaged', path, putAside }]);
    expect(readFileSync(putAside, 'utf8')).toBe(text);
    expect(store.find(device('dot4', '1.0'))).toBeNull();
    store.keep(device('dot4', '1.0'), measured);
    expect(openStore(path).told).toEqual([]);
  },
);

describe('one bad profile loses no other', () => {
  const timings = { openMs: 1, slowestRequestMs: 2, totalMs: -3_600_000 };
  const bad: readonly (readonly [string, unknown])[] = [
    ['a negative duration', entry('bad', '1.0', { profile: { ...measured, timings } })],
    ['a status that cannot be', entry('bad', '1.0', { profile: { ...measured, unknownSocketStatus: -1 } })],
    ['of a later schema', entry('bad', '1.0', { profile: { ...measured, schema: 3 } })],
    ['no profile', { service: 'bad', version: '1.0' }],
    ['nothing of the kind', 7],
  ];
  test.each(bad)('%s', (_, one) => {
    const { store, told, onDisk } = openWith({ schema: 1, profiles: [one, entry('dot4', '1.0')] });
    expect(store.find(device('dot4', '1.0'))).toEqual(measured);
    expect(store.find(device('bad', '1.0'))).toBeNull();
    expect(told).toMatchObject([{ kind: 'profile-unreadable', driver: one === 7 ? '?' : 'bad 1.0' }]);
    store.keep(device('other', '2.0'), measured);
    expect(onDisk().profiles[0]).toEqual(one);
    expect(told).toHaveLength(1);
  });

  test('measured again, it keeps what a later Unjam has added, and nothing of what it was', () => {
    const shapes = { CREATE_SOCKET: '8-in' } as unknown as DriverProfile['shapes'];
    const before = { ...measured, shapes, more: 2 };
    const { store, onDisk } = openWith({
      schema: 1,
      profiles: [entry('dot4', '1.0', { provider: 'HP', more: 1, profile: before })],
    });
    expect(store.keep(device('dot4', '1.0'), measured).ok).toBe(true);
    const later = { more: 1, profile: { ...measured, more: 2 } };
    expect(onDisk().profiles).toEqual([{ ...entry('dot4', '1.0', { provider: 'HP' }), ...later }]);
  });

  test('one of a later schema stays beside what is measured now', () => {
    const later = entry('dot4', '1.0', { provider: 'HP', profile: { ...measured, schema: 3, more: 2 } });
    const { path, store, onDisk } = openWith({ schema: 2, profiles: [later] });
    expect(store.keep(device('dot4', '1.0'), measured).ok).toBe(true);
    expect(onDisk().profiles).toMatchObject([later, { profile: measured }]);
    expect(openStore(path).store.find(device('dot4', '1.0'))).toEqual(measured);
  });

  test('what a later Unjam has added is kept, and the profile is used', () => {
    const newer = entry('dot4', '1.0', { provider: 'HP', more: 1, profile: { ...measured, more: 2 } });
    const { store, told, onDisk } = openWith({ schema: 2, more: 3, profiles: [newer] });
    expect(store.find(device('dot4', '1.0'))).toEqual(measured);
    store.keep(device('other', '2.0'), measured);
    expect(onDisk()).toMatchObject({ schema: 2, more: 3, profiles: [newer, { service: 'other' }] });
    expect(told).toEqual([]);
  });
});

test('what is no profile is not kept, and what was known before holds', () => {
  const { path, store } = openStore();
  const timings = { openMs: 1, slowestRequestMs: 2, totalMs: -3_600_000 };
  for (const one of [store, memoryProfiles()]) {
    expect(one.keep(device('dot4', '1.0'), measured).ok).toBe(true);
    expect(one.keep(device('dot4', '1.0'), { ...measured, timings })).toMatchObject({
      fault: { kind: 'profile-invalid', problem: expect.stringContaining('timings.totalMs') as string },
    });
    expect(one.find(device('dot4', '1.0'))).toEqual(measured);
  }
  expect(openStore(path).store.find(device('dot4', '1.0'))).toEqual(measured);
});

test('a profile that cannot be written holds until the end, and is written with the next one', async ({
  skip,
}) => {
  if (process.platform === 'win32') skip('folder rights are not POSIX here');
  const { path, store, over } = openStore();
  const folder = dirname(path);
  mkdirSync(folder);
  chmodSync(folder, 0o555);
  const kept = await asNobody(() => Promise.resolve(store.keep(device('dot4', '1.0'), measured)));
  expect(kept).toEqual({ ok: false, fault: { kind: 'profile-not-kept', path, code: 'EACCES' } });
  expect(store.find(device('dot4', '1.0'))).toEqual(measured);
  chmodSync(folder, 0o755);
  expect(over).toEqual([]);
  expect(store.keep(device('dot4', '2.0'), measured).ok).toBe(true);
  expect(over).toEqual([{ kind: 'profile-not-kept', path, code: 'EACCES' }]);
  for (const version of ['1.0', '2.0'])
    expect(openStore(path).store.find(device('dot4', version))).toEqual(measured);
  expect(readdirSync(folder)).toEqual(['profiles.json']);
});

test('or at the end, where there is no next one', () => {
  const { path, store, over } = openStore(join(temporaryFolder(), 'profiles.json'));
  mkdirSync(path);
  expect(store.keep(device('dot4', '1.0'), measured).ok).toBe(false);
  store.flush();
  expect(store.find(device('dot4', '1.0'))).toEqual(measured);
  rmdirSync(path);
  store.flush();
  expect(openStore(path).store.find(device('dot4', '1.0'))).toEqual(measured);
  expect(over).toContainEqual({ kind: 'profile-not-kept', path, code: 'EISDIR' });
});

test('a file that cannot be read is told once, and not overwritten', () => {
  const path = join(temporaryFolder(), 'profiles.json');
  mkdirSync(path);
  const { store, told } = openStore(path);
  expect(store.find(device('dot4', '1.0'))).toBeNull();
  expect(store.keep(device('dot4', '1.0'), measured)).toMatchObject({
    fault: { kind: 'profile-not-kept', code: 'EISDIR' },
  });
  expect(store.find(device('dot4', '1.0'))).toEqual(measured);
  expect(store.find(device('dot4', '2.0'))).toBeNull();
  expect(told).toEqual([{ kind: 'file-unreadable', path, code: 'EISDIR' }]);
});
