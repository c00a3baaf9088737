import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { intentOf, outcomeOf } from '#app/testing/audit-records.ts';
import { fail } from '#app/result.ts';
import { readPage } from '../audit/read-page.ts';
import { saveTrail } from '../audit/save-trail.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { saveRemoteTrail } from './save-remote-trail.ts';

const place = () => {
  const folder = temporaryFolder();
  const there = join(folder, 'audit.jsonl');
  const lines = Array.from({ length: 9 }, (_, index) => [
    intentOf(`t${index}`, index),
    outcomeOf(`t${index}`, index),
  ])
    .flat()
    .map((record) => JSON.stringify(record));
  writeFileSync(there, [...lines.slice(0, 5), '{"torn', ...lines.slice(5), ''].join('\n'));
  return { there, folder };
};

test('the trail of another computer is saved as that of this one, whatever its pages are', async () => {
  const { there, folder } = place();
  const [here, copied] = [join(folder, 'here.json'), join(folder, 'copied.json')];
  await saveTrail(there, here, 'json', '');
  const saved = await saveRemoteTrail((before) => readPage(there, before, 4), copied, 'json', '');
  expect(saved).toEqual({ ok: true, value: undefined });
  expect(JSON.parse(readFileSync(copied, 'utf8'))).toEqual(JSON.parse(readFileSync(here, 'utf8')));
});

test('a page that does not come is the fault, and nothing is saved', async () => {
  const { there, folder } = place();
  const lost = fail({ kind: 'connection-lost', host: 'pc-7', because: 'ended', said: '' } as const);
  const target = join(folder, 'copied.csv');
  const read = (before: Parameters<Parameters<typeof saveRemoteTrail>[0]>[0]) =>
    before === null ? readPage(there, null, 4) : Promise.resolve(lost);
  expect(await saveRemoteTrail(read, target, 'csv', '')).toEqual(lost);
  expect(() => readFileSync(target)).toThrow('ENOENT');
});
