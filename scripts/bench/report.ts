import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../project-root.ts';
import { endedProgram } from './ended-program.ts';

// What `unjam report` takes for 100, 1,000 and 10,000 computers, beside a program that reads the same files and parses
// them as JSON and does nothing else: npm run build && npm run bench:report

const program = path.join(projectRoot, 'out/cli/unjam.mjs');
const scenarios = ['office', 'held', 'full', 'stuck-print', 'unwell', 'access-denied', 'empty'];
const counts = [100, 1_000, 10_000];
const runs = 3;
const root = mkdtempSync(path.join(tmpdir(), 'unjam-bench-report-'));

/** In a process of its own, as the report is. */
const bareReader = `
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
const folder = process.argv[1];
const names = await readdir(folder);
let next = 0;
const work = async () => {
  for (let name = names[next++]; name !== undefined; name = names[next++])
    JSON.parse(await readFile(join(folder, name), 'utf8'));
};
await Promise.all(Array.from({ length: 16 }, work));
`;

/** What the command line prints of each scenario, under the names of as many computers, an hour apart. */
const write = (folder: string, count: number, printed: readonly string[]): number => {
  mkdirSync(folder);
  let bytes = 0;
  for (let number = 0; number < count; number += 1) {
    const template = printed[number % printed.length] ?? '';
    const computer = `PC-${String(number).padStart(5, '0')}`;
    const text = template.replace(/"computer": "[^"]*"/, `"computer": "${computer}"`);
    bytes += text.length;
    writeFileSync(path.join(folder, `${computer}.json`), text);
  }
  return bytes;
};

const best = async (args: readonly string[]): Promise<{ ms: number; peakMb: number }> => {
  const all = [];
  for (let run = 0; run < runs; run += 1) all.push(await endedProgram(args));
  return { ms: Math.min(...all.map(({ ms }) => ms)), peakMb: Math.max(...all.map(({ peakMb }) => peakMb)) };
};

const measure = async (): Promise<void> => {
  const printed = await Promise.all(
    scenarios.map(
      async (scenario) =>
        (await endedProgram([program, 'check', '--simulate', scenario, '--json'], { UNJAM_DATA_DIR: root }))
          .text,
    ),
  );
  for (const count of counts) {
    const folder = path.join(root, String(count));
    const bytes = write(folder, count, printed);
    const line = ({ ms, peakMb }: { ms: number; peakMb: number }): string =>
      `${(ms / 1_000).toFixed(2)} s, ${peakMb.toFixed(0)} MB`;
    const bare = await best(['--input-type=module', '-e', bareReader, folder]);
    const text = await best([program, 'report', folder]);
    const page = await best([program, 'report', folder, '--html', path.join(root, 'report.html')]);
    console.log(
      `${count.toLocaleString('en')} computers, ${(bytes / 1e6).toFixed(1)} MB: report ${line(text)}; --html ${line(page)}; ` +
        `read and JSON.parse alone ${line(bare)}`,
    );
    rmSync(folder, { recursive: true });
  }
};

try {
  await measure();
} finally {
  rmSync(root, { recursive: true });
}
