import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { TravellerSchema } from '#app/calibration/travelling.ts';
import { notMeasured } from '#app/dot4/profile.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import { deviceNamed } from '#app/testing/arbitrary-state.ts';
import { shapeNames } from '#native';
import { temporaryFolder } from '../../testing/bench.ts';
import { fileProfiles } from './profile-store.ts';
import { exportProfiles, importProfiles } from './travelling-profiles.ts';

const now = Date.parse('2026-11-03T09:00:00Z');
const measured: DriverProfile = {
  ...{ ...notMeasured, origin: 'measured', measuredAt: now - 1_000, userMode: 'accepted' },
  ...{ existenceProbe: 'wait-for-channel', probeCancellation: 'works', probeMs: 120 },
  ...{ unknownProbeStatus: 0xc000000d, shapes: { CREATE_SOCKET: shapeNames('CREATE_SOCKET')[0] ?? '' } },
};
const device = (version: string | null = '7.0', provider = 'HP') => ({
  ...deviceNamed('a'),
  driver: { service: 'dot4', provider, version },
});

/** A computer with profiles of its own. */
const computer = (name: string) => {
  const path = join(temporaryFolder(), 'profiles.json');
  const told: Fault[] = [];
  const tell = (fault: Fault): void => void told.push(fault);
  const store = fileProfiles(path, tell);
  return {
    ...{ path, told, store },
    exported: () => exportProfiles(path, name, now, tell),
    imports: (content: unknown) => {
      const from = join(temporaryFolder(), 'travelling.json');
      writeFileSync(from, typeof content === 'string' ? content : JSON.stringify(content));
      return importProfiles(from, path, now, tell);
    },
    onDisk: () => JSON.parse(readFileSync(path, 'utf8')) as { profiles: Record<string, unknown>[] },
  };
};
const entry = (profile: object = {}, more: object = {}) => ({
  ...{ service: 'dot4', provider: 'HP', version: '7.0', ...more },
  profile: { ...measured, measuredOn: 'PC-1', ...profile },
});
const file = (...profiles: unknown[]) => ({ schema: 1, computer: 'PC-1', version: '0.1.0', profiles });

test('measured on one computer, it is known on another, and says where it was measured', () => {
  const [one, other] = [computer('PC-1'), computer('PC-2')];
  one.store.keep(device(), measured);
  const exported = one.exported();
  if (!exported.ok) throw new Error(exported.fault.kind);
  expect(exported.value).toMatchObject({ taken: ['HP dot4 7.0'], left: [] });
  expect(other.imports(file(...exported.value.profiles))).toEqual({
    ...{ ok: true, value: { taken: ['HP dot4 7.0'], left: [] } },
  });
  expect(other.store.find(device())).toEqual({ ...measured, measuredOn: 'PC-1' });
  expect(other.store.find(device('7.1'))).toBeNull();
  expect(other.store.find(device('7.0', 'Ricoh'))).toBeNull();
  // passed on by the second, it is still of the first
  const passedOn = other.exported();
  expect(passedOn).toMatchObject({ ok: true, value: { profiles: [{ profile: { measuredOn: 'PC-1' } }] } });
});

test('what was measured here wins: an import leaves it, and a measurement takes the place of an import', () => {
  const own = computer('PC-2');
  own.store.keep(device(), { ...measured, measuredAt: 5 });
  expect(own.imports(file(entry()))).toMatchObject({
    value: { taken: [], left: [{ driver: 'HP dot4 7.0', because: 'measured-here' }] },
  });
  expect(own.store.find(device())?.measuredAt).toBe(5);

  const other = computer('PC-3');
  other.imports(file(entry()));
  other.store.keep(device(), { ...measured, measuredAt: 5 });
  expect(other.store.find(device())).toEqual({ ...measured, measuredAt: 5 });
  expect(other.onDisk().profiles).toHaveLength(1);
  expect(other.imports(file(entry()))).toMatchObject({ value: { left: [{ because: 'measured-here' }] } });
});

test('of an older Unjam, which named no provider, it may be of this driver: that was measured here, too', () => {
  const own = computer('PC-2');
  const old = { schema: 1, profiles: [{ service: 'dot4', version: '7.0', profile: measured }] };
  writeFileSync(own.path, JSON.stringify(old));
  expect(own.imports(file(entry()))).toMatchObject({ value: { left: [{ because: 'measured-here' }] } });
  expect(own.onDisk()).toEqual(old);
});

test('a second import changes nothing; a newer measurement from elsewhere is taken', () => {
  const own = computer('PC-2');
  own.imports(file(entry()));
  const before = readFileSync(own.path, 'utf8');
  expect(own.imports(file(entry()))).toMatchObject({ value: { taken: [], left: [{ because: 'known' }] } });
  expect(readFileSync(own.path, 'utf8')).toBe(before);
  const newer = entry({ measuredAt: now, measuredOn: 'PC-9' });
  expect(own.imports(file(newer))).toMatchObject({ value: { taken: ['HP dot4 7.0'] } });
  expect(own.store.find(device())).toMatchObject({ measuredAt: now, measuredOn: 'PC-9' });
});

describe('refused, and nothing is changed', () => {
  test.each<[what: string, content: unknown, because: string]>([
    ['no JSON', '{"schema": 1, "profiles": [', 'damaged'],
    ['nothing', '', 'damaged'],
    ['JSON of others', { name: 'left-pad' }, 'foreign'],
    ['a profiles.json that was not exported', { schema: 1, profiles: [entry()] }, 'foreign'],
    ['of a later schema', { ...file(entry()), schema: 2 }, 'newer'],
  ])('%s', (_what, content, because) => {
    const own = computer('PC-2');
    expect(own.imports(content)).toMatchObject({ ok: false, fault: { kind: 'profiles-refused', because } });
    expect(own.store.find(device())).toBeNull();
  });

  test('no file', () => {
    expect(
      importProfiles('/nowhere/a.json', join(temporaryFolder(), 'p'), now, () => undefined),
    ).toMatchObject({
      fault: { kind: 'file-unreadable', code: 'ENOENT' },
    });
  });
});

describe('one that cannot be right is left, and the others are taken', () => {
  const timings = { openMs: 1, slowestRequestMs: 2, totalMs: 1e9 };
  test.each<[what: string, bad: unknown, because: string, problem: RegExp]>([
    ['waiting that is shorter than a refusal', entry({ probeMs: 0 }), 'unusable', /probeMs/],
    ['waiting without an end', entry({ probeMs: 1e9 }), 'unusable', /probeMs/],
    ['a probe without its status', entry({ unknownProbeStatus: null }), 'unusable', /existenceProbe/],
    ['success as a refusal', entry({ unknownProbeStatus: 0 }), 'unusable', /Status/],
    [
      'a probe of a driver that says yes to all',
      entry({ answersSuccessToAll: 'yes' }),
      'unusable',
      /Success/,
    ],
    ['measured in the future', entry({ measuredAt: now + 9e9 }), 'unusable', /measuredAt/],
    ['never measured', entry({ measuredAt: null }), 'unusable', /measuredAt/],
    ['declared by a simulator', entry({ origin: 'declared' }), 'unusable', /origin/],
    ['measured nowhere', entry({ measuredOn: undefined }), 'unusable', /measuredOn/],
    ['a buffer that no request has', entry({ shapes: { READ: '1 GB → none' } }), 'unusable', /shapes\.READ/],
    ['a measurement of days', entry({ timings }), 'unusable', /timings/],
    ['a driver without a version', entry({}, { version: null }), 'unusable', /version/],
    ['a driver without a provider', entry({}, { provider: undefined }), 'unusable', /provider/],
    ['of a later schema', entry({ schema: 3 }), 'newer', /schema/],
    ['nothing of the kind', 7, 'unusable', /./],
  ])('%s', (_what, bad, because, problem) => {
    const own = computer('PC-2');
    const imported = own.imports(file(bad, entry({}, { version: '8.0' })));
    expect(imported).toMatchObject({
      value: {
        taken: ['HP dot4 8.0'],
        left: [{ because, problem: expect.stringMatching(problem) as string }],
      },
    });
    expect(own.store.find(device())).toBeNull();
    expect(own.store.find(device('8.0'))).not.toBeNull();
  });
});

test('what a later Unjam has added is kept, in the file and in what is imported', () => {
  const own = computer('PC-2');
  const other = { service: 'x', provider: 'Y', version: '1', more: 1, profile: { ...measured, schema: 3 } };
  writeFileSync(own.path, JSON.stringify({ schema: 2, more: 3, profiles: [other] }));
  own.imports(file({ ...entry({ later: 4 }), more: 5 }));
  expect(own.onDisk()).toMatchObject({
    ...{ schema: 2, more: 3 },
    profiles: [other, { more: 5, profile: { later: 4, measuredOn: 'PC-1' } }],
  });
  expect(own.store.find(device())).toEqual({ ...measured, measuredOn: 'PC-1' });
});

test('a damaged file of ours is put aside and told, and the import goes into a new one', () => {
  const own = computer('PC-2');
  writeFileSync(own.path, '{"profiles":');
  expect(own.imports(file(entry()))).toMatchObject({ value: { taken: ['HP dot4 7.0'] } });
  expect(own.told).toMatchObject([{ kind: 'file-damaged' }]);
  expect(own.onDisk().profiles).toHaveLength(1);
});

test('nothing to export is said', () => {
  expect(computer('PC-1').exported()).toEqual({ ok: false, fault: { kind: 'no-profiles' } });
});

test('whatever a file says, what is taken is within its bounds and replaces nothing measured here', () => {
  const any = fc.record(
    {
      ...{
        service: fc.constantFrom('dot4', 'x'),
        provider: fc.constantFrom('HP', null),
        version: fc.constant('7.0'),
      },
      profile: fc
        .tuple(fc.constantFrom(...Object.keys(measured), 'measuredOn'), fc.jsonValue())
        .map(([field, value]) => ({ ...measured, measuredOn: 'PC-1', [field]: value })),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(any, fc.jsonValue()), { maxLength: 4 }), (profiles) => {
      const own = computer('PC-2');
      own.store.keep(device(), measured);
      own.imports(file(...profiles));
      const [first, ...others] = own.onDisk().profiles;
      expect(first).toMatchObject({ version: '7.0', provider: 'HP', profile: measured });
      for (const other of others) expect(v.is(TravellerSchema, other)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
