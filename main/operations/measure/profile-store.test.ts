import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { notMeasured } from '#app/dot4/profile.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import { deviceNamed } from '#app/testing/arbitrary-state.ts';
import { temporaryFolder } from '../../testing/bench.ts';
import { fileProfiles } from './profile-store.ts';

const device = (service: string | null, version: string | null) => ({
  ...deviceNamed('a'),
  driver: { service, provider: 'HP', version },
});
const measured: DriverProfile = { ...notMeasured, origin: 'measured', measuredAt: 5, creatorEnds: 'leaks' };

const openStore = (path = join(temporaryFolder(), 'data', 'profiles.json')) => {
  const told: Fault[] = [];
  return { path, told, store: fileProfiles(path, (fault) => told.push(fault)) };
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

test('a driver without a name is not written down', () => {
  const { path, store } = openStore();
  store.keep(device(null, null), measured);
  expect(store.find(device(null, null))).toEqual(measured);
  expect(existsSync(path)).toBe(false);
});

test.each(['', '{', '{"schema":2,"profiles":[]}', '{"schema":1,"profiles":[{"service":"a"}]}'])(
  'a damaged file (%s) is put aside and told',
  (text) => {
    const path = join(temporaryFolder(), 'profiles.json');
    writeFileSync(path, text);
    const { told, store } = openStore(path);
    expect(told).toEqual([{ kind: 'file-damaged', path, putAside: `${path}.damaged` }]);
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text);
    expect(store.find(device('dot4', '1.0'))).toBeNull();
    store.keep(device('dot4', '1.0'), measured);
    expect(openStore(path).told).toEqual([]);
  },
);
