import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeRuntime } from '../electron/runtime.ts';
import { say } from '../machine.ts';
import { readyElectron, withDisplay } from '../open-window.ts';
import { projectRoot } from '../project-root.ts';
import { measureBundle } from './window/bundle.ts';
import { crowdVariable, fullCrowd } from './window/crowd/world.ts';
import type { CrowdSize } from './window/crowd/world.ts';
import { measureFrames } from './window/frames.ts';
import { measureIdle } from './window/idle.ts';
import { measureBareCall, measureClosing } from './window/latency.ts';
import { buildReference, buildUnjam } from './window/programs.ts';
import type { Program } from './window/programs.ts';
import { reportOf } from './window/report.ts';
import type { Measured } from './window/report.ts';
import { measureRowCost } from './window/row-cost.ts';
import type { RowCost } from './window/row-cost.ts';
import type { Surroundings } from './window/running.ts';
import { measureStart, measureStarts } from './window/start.ts';

interface Plan {
  readonly rounds: number;
  readonly crowd: CrowdSize;
  readonly sizes: readonly CrowdSize[];
  readonly framesMs: number;
  readonly closings: number;
  readonly changes: number;
  readonly idleMs: number;
}

const activitiesASecond = 10_000;

const full: Plan = {
  rounds: 3,
  crowd: fullCrowd,
  sizes: [{ devices: 1, channels: 16 }, { devices: 4, channels: 128 }, fullCrowd],
  framesMs: 4000,
  closings: 9,
  changes: 40,
  idleMs: 60_000,
};

/** Whether it runs, not what it measures. */
const quick: Plan = {
  rounds: 1,
  crowd: { devices: 2, channels: 128 },
  sizes: [
    { devices: 1, channels: 16 },
    { devices: 2, channels: 128 },
  ],
  framesMs: 500,
  closings: 1,
  changes: 3,
  idleMs: 2_000,
};

/** What has not begun by then is left out, and what has not ended a minute later is ended: all within six minutes. */
const noMoreAfterMs = 3.5 * 60_000;
const endsAfterMs = 4.75 * 60_000;

const bounds = [
  'What bounds it: the simulator runs inside main, so its work counts as main’s; on a real PC a thread of its own',
  'waits on each device. An activity is a WAIT_ACTIVITY_BROADCAST answer on a link of ours, told to the session as',
  'a later look at its channel. The empty page is shown in the same window, at rest and with main under the same load,',
  'because page and main share the processors. Frames are drawn by the processor where there is no graphics card:',
  'compare within a run only.',
].join('\n');

const partNames = ['start', 'latency', 'cost', 'frames', 'idle'] as const;
type Part = (typeof partNames)[number];

const usage = `npm run bench:window [-- --quick] [--only ${partNames.join('|')}] [--rounds N]
  --quick       a few of each, with few rows: whether it runs, not what it measures
  --only PART   one part of it; may be given again
  --rounds N    how often everything is measured`;

async function measure(
  plan: Plan,
  parts: ReadonlySet<Part>,
  notes: string[],
  { unjam, reference, surroundings }: { unjam: Program; reference: Program; surroundings: Surroundings },
): Promise<Measured> {
  const { crowd, closings, framesMs: ms } = plan;
  const bundle = await measureBundle(path.join(projectRoot, 'out', 'renderer'));
  const rows = crowd.devices * crowd.channels;
  const measured: Measured = { frames: [], latency: [], rowCosts: [], starts: [], idles: [], bundle, rows };
  const office = ['--simulate', 'office'];
  const crowded = { [crowdVariable]: JSON.stringify(crowd) };
  const startedAt = performance.now();
  const run = async (part: Part, round: number, measurePart: () => Promise<unknown>): Promise<void> => {
    if (!parts.has(part)) return;
    if (performance.now() - startedAt > noMoreAfterMs) {
      notes.push(`Round ${round + 1}, ${part}: left out, the time for it was over.`);
      return;
    }
    try {
      // the debugger of main sometimes loses a question of Playwright in a collection of garbage
      await measurePart().catch((error: unknown) => {
        if (!String(error).includes('promise was garbage collected')) throw error;
        return measurePart();
      });
    } catch (error) {
      notes.push(`Round ${round + 1}, ${part}: not measured: ${String(error).split('\n')[0] ?? ''}`);
    }
  };
  for (let round = 0; round < plan.rounds; round += 1) {
    say(`Round ${round + 1} of ${plan.rounds} …`);
    await run('frames', round, async () =>
      measured.frames.push(
        await measureFrames(unjam, surroundings, { ms, aSecond: activitiesASecond, size: crowd }),
      ),
    );
    await run('latency', round, async () =>
      measured.latency.push({
        bare: await measureBareCall(reference, surroundings, closings),
        calm: await measureClosing(unjam, surroundings, crowd, closings, 0),
        busy: await measureClosing(unjam, surroundings, crowd, closings, activitiesASecond),
      }),
    );
    await run('cost', round, async () => {
      const costs: RowCost[] = [];
      for (const size of plan.sizes)
        costs.push(await measureRowCost(unjam, surroundings, size, plan.changes));
      measured.rowCosts.push(costs);
    });
    await run('idle', round, async () =>
      measured.idles.push(await measureIdle({ unjam, reference }, surroundings, plan.idleMs)),
    );
    await run('start', round, async () => {
      const [emptyFirst, empty] = await measureStarts(reference, surroundings, ['--empty'], 2);
      const [first, again] = await measureStarts(unjam, surroundings, office, 2);
      if (!emptyFirst || !empty || !first || !again) throw new Error('not every start was measured');
      measured.starts.push({
        ...{ emptyFirst, empty, first, again },
        crowded: await measureStart(unjam, surroundings, [...office, '--scan'], crowded),
      });
    });
  }
  return measured;
}

/** `npm run bench:window`: Unjam and an empty window by turns, in one Electron on one screen. */
async function main(plan: Plan, parts: ReadonlySet<Part>): Promise<number> {
  const ready = await readyElectron(projectRoot, false);
  if (!ready.ok) throw new Error(ready.problem.message);
  const { runtime, switches, env: runtimeEnv } = ready.value;
  const work = await mkdtemp(path.join(tmpdir(), 'unjam-bench-window-'));
  try {
    const unjam = await buildUnjam(runtime, work);
    const reference = await buildReference(runtime, work);
    const shown = await withDisplay(async (env) => {
      const endsAt = performance.now() + endsAfterMs;
      const surroundings = { env: { ...env, ...runtimeEnv }, switches, endsAt };
      const notes: string[] = [];
      const before = loadavg()[0] ?? 0;
      const measured = await measure(plan, parts, notes, { unjam, reference, surroundings });
      say(`${describeRuntime(runtime)} on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
      say(reportOf(measured));
      for (const note of notes) say(note);
      say(bounds);
      say(
        `Load of this machine (1 minute): ${before.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after.`,
      );
      return notes.some((note) => note.includes('not measured')) ? 1 : 0;
    });
    if (!shown.ok) throw new Error(shown.problem.message);
    return shown.value;
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string', multiple: true, default: [...partNames] },
    help: { type: 'boolean', default: false },
  },
});
const chosen = new Set(partNames.filter((name) => values.only.includes(name)));
if (values.help || chosen.size === 0) say(usage);
else {
  const plan = values.quick ? quick : full;
  process.exitCode = await main({ ...plan, rounds: Number(values.rounds ?? plan.rounds) }, chosen);
}
