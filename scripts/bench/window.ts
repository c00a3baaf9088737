import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fullCrowd } from '#native/simulator/scenarios/crowd.ts';
import type { CrowdSize } from '#native/simulator/scenarios/crowd.ts';
import { describeRuntime } from '../electron/runtime.ts';
import { say } from '../machine.ts';
import { readyElectron, withDisplay } from '../open-window.ts';
import { projectRoot } from '../project-root.ts';
import { measureBundle } from './window/bundle.ts';
import { crowdVariable } from './window/crowd/world.ts';
import { measureFrames } from './window/frames.ts';
import { measureBareCall, measureClosing } from './window/latency.ts';
import { buildReference, buildUnjam } from './window/programs.ts';
import type { Program } from './window/programs.ts';
import { reportOf } from './window/report.ts';
import type { Measured } from './window/report.ts';
import { measureRowCost } from './window/row-cost.ts';
import type { RowCost } from './window/row-cost.ts';
import type { Surroundings } from './window/running.ts';
import { measureStart } from './window/start.ts';

interface Plan {
  readonly rounds: number;
  readonly crowd: CrowdSize;
  readonly sizes: readonly CrowdSize[];
  readonly framesMs: number;
  readonly closings: number;
  readonly changes: number;
}

const activitiesASecond = 10_000;

const full: Plan = {
  rounds: 3,
  crowd: fullCrowd,
  sizes: [{ devices: 1, channels: 16 }, { devices: 4, channels: 128 }, fullCrowd],
  framesMs: 4000,
  closings: 9,
  changes: 40,
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
};

const bounds = [
  'What bounds it: the simulator runs inside main, so its work counts as main’s; on a real PC a thread of its own',
  'waits on each device. An activity is a WAIT_ACTIVITY_BROADCAST answer on a link of ours, told to the session as',
  'news of its channel. Frames are drawn by the processor where there is no graphics card: compare within a run only.',
].join('\n');

const partNames = ['start', 'latency', 'cost', 'frames'] as const;
type Part = (typeof partNames)[number];

const usage = `npm run bench:window [-- --quick] [--only ${partNames.join('|')}] [--rounds N]
  --quick       a few of each, with few rows: whether it runs, not what it measures
  --only PART   one part of it; may be given again
  --rounds N    how often everything is measured`;

async function measure(
  plan: Plan,
  parts: ReadonlySet<Part>,
  { unjam, reference, surroundings }: { unjam: Program; reference: Program; surroundings: Surroundings },
): Promise<Measured> {
  const { crowd, closings, framesMs: ms } = plan;
  const bundle = await measureBundle(path.join(projectRoot, 'out', 'renderer'));
  const rows = crowd.devices * crowd.channels;
  const measured: Measured = { frames: [], latency: [], rowCosts: [], starts: [], bundle, rows };
  const office = ['--simulate', 'office'];
  const crowded = { [crowdVariable]: JSON.stringify(crowd) };
  for (let round = 0; round < plan.rounds; round += 1) {
    say(`Round ${round + 1} of ${plan.rounds} …`);
    if (parts.has('start')) {
      measured.starts.push({
        empty: await measureStart(reference, surroundings, ['--empty']),
        unjam: await measureStart(unjam, surroundings, office),
        crowded: await measureStart(unjam, surroundings, [...office, '--scan'], crowded),
      });
    }
    if (parts.has('latency')) {
      measured.latency.push({
        bare: await measureBareCall(reference, surroundings, closings),
        calm: await measureClosing(unjam, surroundings, crowd, closings, 0),
        busy: await measureClosing(unjam, surroundings, crowd, closings, activitiesASecond),
      });
    }
    if (parts.has('cost')) {
      const costs: RowCost[] = [];
      for (const size of plan.sizes)
        costs.push(await measureRowCost(unjam, surroundings, size, plan.changes));
      measured.rowCosts.push(costs);
    }
    if (parts.has('frames'))
      measured.frames.push(
        await measureFrames(unjam, surroundings, { ms, aSecond: activitiesASecond, size: crowd }),
      );
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
      const surroundings = { env: { ...env, ...runtimeEnv }, switches };
      const measured = await measure(plan, parts, { unjam, reference, surroundings });
      say(`${describeRuntime(runtime)} on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
      say(reportOf(measured));
      say(bounds);
      return 0;
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
