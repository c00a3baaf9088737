import { expect, test } from 'vitest';
import { contract } from '../ipc/contract.ts';
import * as wire from './wire.ts';

/** FNV-1a, twice with other beginnings: enough to see that something changed. */
const fingerprint = (text: string): string =>
  [0x811c9dc5, 0x01000193]
    .map((seed) => {
      let hash = seed;
      for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      return (hash >>> 0).toString(16).padStart(8, '0');
    })
    .join('');

type Plain = null | string | number | boolean | Plain[] | { [key: string]: Plain };

/** Valibot's own parts of a schema that say what it takes. Messages do not. */
const parts = [
  ...[
    'kind',
    'type',
    'requirement',
    'literal',
    'options',
    'entries',
    'key',
    'value',
    'item',
    'items',
    'rest',
  ],
  ...['wrapped', 'pipe', 'default', 'expects', 'direction', 'input', 'output', 'payload'],
] as const;

/** What a schema takes, as plain data: type names, keys, literals, limits. */
const structure = (value: unknown, above: readonly unknown[] = []): Plain => {
  if (typeof value === 'function' || value === undefined) return null;
  if (value instanceof RegExp || typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value as Plain;
  // the first link of a pipe is the schema itself
  if (above.includes(value)) return 'itself';
  const within = [...above, value];
  if (Array.isArray(value)) return value.map((one) => structure(one, within));
  const of = value as Record<string, unknown>;
  const known = 'kind' in of && 'type' in of ? parts.filter((part) => part in of) : Object.keys(of).sort();
  return Object.fromEntries(known.map((key) => [key, structure(of[key], within)]));
};

const limits = Object.entries(wire).filter(([, value]) => typeof value === 'number');
const spoken = {
  schemas: [wire.FromNearSchema, wire.FromFarSchema, wire.AskedFromSchema].map((schema) => structure(schema)),
  limits: Object.fromEntries(limits.filter(([name]) => name !== 'protocol')) as Plain,
  calls: [...wire.remoteCalls, ...wire.remoteEvents].map((name) => {
    const [group = '', member = ''] = name.split('.');
    const groups = contract as unknown as Record<string, Record<string, unknown>>;
    return { name, ...(structure(groups[group]?.[member]) as object) };
  }),
};

/** What is spoken as of each protocol. The last one holds. */
const pinned = { protocol: 6, fingerprint: '0d33ce5ed6c4eb98' };

test('what two computers say to each other is what this number stands for', () => {
  expect(
    { protocol: wire.protocol, fingerprint: fingerprint(JSON.stringify(spoken)) },
    'What two computers say to each other has changed: raise `protocol` in app/remote/wire.ts, and pin both here. ' +
      'A computer with another Unjam is then told so, instead of being misunderstood.',
  ).toEqual(pinned);
});

test('the fingerprint is of all that can be said, and of its limits', () => {
  const text = JSON.stringify(spoken);
  for (const part of [
    '"close"',
    '"hostSocket"',
    '"max_length"',
    '4096',
    '8000000',
    '"session.delta"',
    '"freed"',
  ])
    expect(text).toContain(part);
  expect(spoken.calls.every((call) => Object.keys(call).length > 2)).toBe(true);
});
