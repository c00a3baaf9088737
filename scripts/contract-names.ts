import { runnerImport } from 'vite';
import type { Plugin } from 'vite';

/**
 * Puts the names of the contract into the preload script, without the schemas: the page waits for this script at every
 * start, and only main parses. A contract that it does not meet fails the build.
 */
export const contractNames = (): Plugin => {
  let isMet = false;
  return {
    name: 'contract-names',
    async load(id) {
      if (!id.endsWith('/app/ipc/members.ts')) return null;
      isMet = true;
      const { module } = await runnerImport<typeof import('../app/ipc/members.ts')>(id);
      const names = module
        .contractMembers()
        .map(({ group, name, member: { direction } }) => ({ group, name, member: { direction } }));
      return `export const contractMembers = () => ${JSON.stringify(names)};`;
    },
    buildEnd(error) {
      if (error === undefined && !isMet) throw new Error('nobody imports app/ipc/members.ts');
    },
  };
};
