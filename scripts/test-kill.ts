import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { prepare, round } from './kill/round.ts';
import type { Counts } from './kill/round.ts';
import { projectRoot } from './project-root.ts';

// Kills programs of ours as they write their files, at random points, and looks whether anything was lost:
// npm run test:kill [N], 1,000 kills if nothing else is said.

const wanted = Number(process.argv[2] ?? 1_000);
/** A folder has had many kills before it gives way to a new one. */
const roundsInFolder = 50;

const root = mkdtempSync(join(tmpdir(), 'unjam-kill-'));
const counts: Counts = {
  kills: 0,
  written: { settings: 0, profile: 0, note: 0, begin: 0, end: 0 },
  torn: 0,
  left: 0,
  lost: [],
};

await build({
  configFile: join(projectRoot, 'vite.cli.config.ts'),
  root: projectRoot,
  logLevel: 'error',
  build: { ssr: 'scripts/kill/writer.ts', outDir: join(root, 'writer') },
});
const writer = join(root, 'writer', 'unjam.mjs');

for (let era = 0; counts.kills < wanted && counts.lost.length === 0; era += 1) {
  const folder = join(root, String(era));
  mkdirSync(folder);
  const said = prepare(folder);
  for (let done = 0; done < roundsInFolder && counts.kills < wanted; done += 1) {
    if (!(await round(writer, folder, said, counts))) break;
  }
  console.log(`${counts.kills} kills, ${counts.lost.length} lost`);
}

const { settings, profile, note, begin, end } = counts.written;
console.log(
  `${counts.kills} programs were killed as they wrote. On disk by their own word: ${settings} settings, ` +
    `${profile} profiles, ${note} notes, ${begin} beginnings and ${end} ends in the trail. Lost: ${counts.lost.length}. ` +
    `Torn lines in one trail: at most ${counts.torn}. Left beside for the next writer to take away: ${counts.left}.`,
);
for (const what of counts.lost) console.error(`lost: ${what}`);
if (counts.lost.length > 0) {
  console.error(`the folder is kept: ${root}`);
  process.exitCode = 1;
} else rmSync(root, { recursive: true });
