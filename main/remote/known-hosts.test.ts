import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { hostsOfSsh } from './known-hosts.ts';

test('the names of ssh’s configuration are offered, without patterns and what ssh could misread', async () => {
  const path = join(temporaryFolder(), 'config');
  writeFileSync(
    path,
    'Host till-3 till-4\r\n  HostName 192.0.2.3\n# Host old\nHOST=desk\nHost * !till-3 pc-?\nMatch host x\nHost -oX a;b till-3\n',
  );
  expect(await hostsOfSsh(path)).toEqual(['till-3', 'till-4', 'desk']);
});

test('no configuration is no name', async () => {
  expect(await hostsOfSsh(join(temporaryFolder(), 'none'))).toEqual([]);
});
