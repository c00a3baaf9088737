import { existsSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { noPolicy } from '#app/policy/policy.ts';
import type { Policy } from '#app/policy/policy.ts';
import { intentOf } from '#app/testing/audit-records.ts';
import { auditWords } from '#app/words/audit.ts';
import { trailAt, trailPlaceOf } from './trail-place.ts';

const placeUnder = (rules: Partial<Policy>, simulated = false) =>
  trailPlaceOf('/local', { ...noPolicy, rules: { ...noPolicy.rules, ...rules } }, simulated);
const own = { user: userInfo().username, computer: hostname() };

test('without a policy it is of the user, and says so', async () => {
  const { path, owner } = await placeUnder({});
  expect({ path, owner }).toEqual({ path: '/local/audit.jsonl', owner: own });
  expect(auditWords.where(path, owner)).toContain(`for ${own.user} on ${own.computer}`);
});

test('in the folder of the policy each computer has a file of its own, for all its users', async () => {
  const { path, owner } = await placeUnder({ auditFolder: '/share/unjam', sharedTrail: true });
  expect(path).toBe(`/share/unjam/audit-${own.computer.replace(/[^\w.-]/g, '_')}.jsonl`);
  expect(auditWords.where(path, owner)).toContain(`for all users of ${own.computer}`);
});

test('what is simulated is never where others read', async () => {
  const place = await placeUnder({ auditFolder: '/share/unjam', sharedTrail: true }, true);
  expect(place).toEqual({ path: '/local/audit-simulated.jsonl', owner: own, fault: null });
});

test.runIf(process.platform !== 'win32')(
  'only Windows has real devices, and a folder for all users',
  async () => {
    expect(await placeUnder({ sharedTrail: true })).toMatchObject({ path: '/local/audit.jsonl', owner: own });
  },
);

test('where the place cannot be made as it must be, nothing is recorded and so nothing is done', async () => {
  const fault = { kind: 'audit-unwritable', path: 'C:\\x', code: 'CreateDirectoryW 5' } as const;
  const trail = trailAt({ path: 'C:\\x', owner: own, fault });
  expect(await trail.append(intentOf('a'))).toEqual({ ok: false, fault });
  expect(existsSync('C:\\x')).toBe(false);
});
