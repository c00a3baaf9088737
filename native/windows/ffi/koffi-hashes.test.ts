import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { koffiHashes } from './koffi-hashes.ts';

interface Locked {
  readonly integrity?: string;
}

test('the hashes are of the packages that the lock file pins, for every Windows that Unjam runs on', () => {
  const file = new URL('../../../package-lock.json', import.meta.url);
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Locked> };
  const pinned = Object.keys(koffiHashes).map((name) => [name, packages[`node_modules/${name}`]?.integrity]);
  // npm run koffi-hashes
  expect(Object.entries(koffiHashes).map(([name, { integrity }]) => [name, integrity])).toEqual(pinned);
  expect(Object.keys(koffiHashes)).toEqual(
    ['arm64', 'ia32', 'x64'].map((arch) => `@koromix/koffi-win32-${arch}`),
  );
});
