import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { intentOf, outcomeOf } from '../../app/testing/audit-records.ts';
import { projectRoot } from '../project-root.ts';
import { endedProgram } from './ended-program.ts';
import { spread } from './statistics.ts';

// What the built command line takes to show trails that are out of the ordinary: npm run build && npm run bench:trail

const program = join(projectRoot, 'out/cli/unjam.mjs');
const runs = 5;
const root = mkdtempSync(join(tmpdir(), 'unjam-bench-trail-'));

const line = (record: unknown): string => `${JSON.stringify(record)}\n`;
const pairs = (from: number, count: number): string =>
  Array.from(
    { length: count },
    (_none, index) => line(intentOf(`t${from + index}`)) + line(outcomeOf(`t${from + index}`)),
  ).join('');

/** A trail of these pieces, in a folder of its own. */
const trailOf = (name: string, pieces: Iterable<string>): string => {
  const folder = join(root, name.replaceAll(' ', '-'));
  mkdirSync(folder);
  const file = openSync(join(folder, 'audit.jsonl'), 'w');
  for (const piece of pieces) writeSync(file, piece);
  closeSync(file);
  return folder;
};

function* long(): Generator<string> {
  for (let from = 0; from < 1_000_000; from += 1_000) yield pairs(from, 1_000);
}
function* endAlone(): Generator<string> {
  yield* long();
  yield line(outcomeOf('alone'));
}

const measured = async (folder: string, args: readonly string[]) => {
  const ended = await endedProgram([program, ...args], { UNJAM_DATA_DIR: folder }, 'ignore');
  if (ended.code !== 0) throw new Error(`unjam ${args.join(' ')} ended with ${String(ended.code)}`);
  return ended;
};

const report = async (name: string, folder: string, args: readonly string[], times = runs): Promise<void> => {
  const all = [];
  for (let run = 0; run < times; run += 1) all.push(await measured(folder, args));
  const ms = spread(
    all.map((one) => one.ms),
    0,
  );
  const peak = spread(
    all.map(({ peakMb }) => peakMb),
    0,
  );
  console.log(`${name}, unjam ${args.join(' ')}: ${ms} ms, at most ${peak} MB`);
};

try {
  const last = ['audit', '--last', '5'];
  await report('no trail', trailOf('none', []), last);
  const trail = trailOf('long', endAlone());
  await report('2,000,001 lines, the newest an end without a beginning', trail, last);
  await report('the same', trail, [...last, '--json']);
  await report('the same', trail, ['audit', '--csv'], 1);
  rmSync(trail, { recursive: true });
  await report('a line of 40 MB', trailOf('line', [pairs(0, 100), 'x'.repeat(40_000_000), '\n']), last);
  await report('60 MB of line ends', trailOf('ends', [pairs(0, 100), '\n'.repeat(60_000_000)]), last);
  await report('60 MB of CR LF', trailOf('crlf', [pairs(0, 100), '\r\n'.repeat(30_000_000)]), last);
} finally {
  rmSync(root, { recursive: true });
}
