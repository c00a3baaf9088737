import path from 'node:path';
import { expect, test } from 'vitest';
import { contractMembers } from '../app/ipc/members.ts';
import { contractNames } from './contract-names.ts';
import { projectRoot } from './project-root.ts';

const load = contractNames().load as (id: string) => Promise<string | null>;

test('the preload script gets every name of the contract, and no schema', async () => {
  const code = (await load(path.posix.join(projectRoot.replaceAll('\\', '/'), 'app/ipc/members.ts'))) ?? '';
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    contractMembers: typeof contractMembers;
  };
  const named = contractMembers().map(({ group, name, member: { direction } }) => ({
    group,
    name,
    member: { direction },
  }));
  expect(named.length).toBeGreaterThan(20);
  expect(module.contractMembers()).toEqual(named);
});

test('every other module stays as it is', async () => {
  expect(await load('/elsewhere/app/ipc/contract.ts')).toBeNull();
});
