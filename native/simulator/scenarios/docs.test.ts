import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseScenario } from './parse.ts';
import { fieldNames } from './testing/field-names.ts';

const text = readFileSync(join(import.meta.dirname, '../../../docs/scenarios.md'), 'utf8');
const examples = [...text.matchAll(/```json\n([^]*?)```/g)].map(
  ([, json = '']) => JSON.parse(json) as object,
);

test('docs/scenarios.md names every field, event, trait and personality', () => {
  expect(fieldNames()).toEqual(
    expect.arrayContaining(['problemCode', 'clock-set', 'sharing', 'program-end']),
  );
  expect(fieldNames().filter((name) => !text.includes(`\`${name}\``) && !text.includes(`"${name}"`))).toEqual(
    [],
  );
});

test('its examples are valid', () => {
  const scenario = {
    scenario: 1,
    printers: [{ id: 'sim-front-desk' }],
    programs: [{ name: 'a.exe', pid: 4104 }],
  };
  const printer = scenario.printers[0];
  const inPlace = (example: object): object => {
    if ('scenario' in example) return example;
    if ('like' in example) return { ...scenario, printers: [{ ...printer, personality: example }] };
    const [first] = example as readonly object[];
    if (first !== undefined && 'on' in first) {
      const timeline = (example as readonly object[]).map((when) => ({ event: 'clock-set', byMs: 1, when }));
      return { ...scenario, timeline };
    }
    return { ...scenario, printers: [{ ...printer, faults: example }] };
  };
  expect(examples).toHaveLength(5);
  for (const example of examples) expect(parseScenario(inPlace(example))).toMatchObject({ ok: true });
});
