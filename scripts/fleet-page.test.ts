import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { metrics } from '#app/monitor/prometheus.ts';
import { watchEvents } from '#app/words/watch.ts';
import { projectRoot } from './project-root.ts';

const page = readFileSync(path.join(projectRoot, 'docs/fleet.md'), 'utf8');

const firstColumn = (header: RegExp): string[] => {
  const lines = page.split('\n');
  const rows = lines.slice(lines.findIndex((line) => header.test(line)) + 2);
  const length = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, length).map((line) => /`([a-z_-]+)/.exec(line)?.[1] ?? line);
};

test('the metrics that are documented are those that are written', () => {
  expect(firstColumn(/^\| metric /)).toEqual(metrics.map(({ name }) => name));
});

test('the events of watch that are documented are those that are written', () => {
  expect(firstColumn(/^\| kind /)).toEqual(watchEvents);
});
