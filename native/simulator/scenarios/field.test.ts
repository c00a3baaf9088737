import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scenarioFromBytes } from './parse.ts';

// Situations from the field, one for each kind of fault that Unjam promises not to have.

const folder = join(import.meta.dirname, 'field');

test.each(readdirSync(folder))('%s is a scenario with a title', (file) => {
  const read = scenarioFromBytes(readFileSync(join(folder, file)));
  expect(read.ok ? null : `${read.fault.at}: ${read.fault.reason}`).toBeNull();
  expect(read).toMatchObject({ value: { title: expect.stringMatching(/^.{20,}/) as string } });
});
