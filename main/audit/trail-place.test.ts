import { hostname, userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { noPolicy } from '#app/policy/policy.ts';
import type { Policy } from '#app/policy/policy.ts';
import { auditWords } from '#app/words/audit.ts';
import { trailPlaceOf } from './trail-place.ts';

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
  expect(place).toEqual({ path: '/local/audit-simulated.jsonl', owner: own });
});

test.runIf(process.platform !== 'win32')(
  'only Windows has real devices, and a folder for all users',
  async () => {
    expect(await placeUnder({ sharedTrail: true })).toEqual({ path: '/local/audit.jsonl', owner: own });
  },
);
