import { buildApp } from './build-app.ts';
import { stageApp } from './electron/stage-app.ts';
import { readyElectron, stageFolder, withDisplay } from './open-window.ts';
import type { Outcome } from './outcome.ts';
import { projectRoot } from './project-root.ts';
import { splitStartArguments, startUsage, unknownStartArguments } from './start-arguments.ts';
import { supervise } from './supervise.ts';

const { officialOnly, appArgs } = splitStartArguments(
  process.argv.slice(2),
  process.env['INIT_CWD'] ?? process.cwd(),
);
const unknown = unknownStartArguments(process.argv.slice(2));
if (unknown.length > 0) {
  console.error(`Not understood: ${unknown.join(' ')}\n\n${startUsage}`);
  process.exitCode = 2;
} else if (process.argv.includes('--help')) {
  console.log(startUsage);
} else {
  const outcome = await start();
  if (!outcome.ok) console.error(outcome.problem.message);
  process.exitCode = outcome.ok ? outcome.value : 1;
}

async function start(): Promise<Outcome<number>> {
  const ready = await readyElectron(projectRoot, officialOnly);
  if (!ready.ok) return ready;
  const built = await buildApp(projectRoot);
  if (!built.ok) return built;

  const { runtime, switches } = ready.value;
  const staged = await stageApp(runtime, { projectRoot, into: await stageFolder(projectRoot) });
  try {
    return await withDisplay((env) =>
      supervise({
        file: staged.executable,
        args: [...staged.args, ...switches, ...appArgs],
        cwd: projectRoot,
        env: { ...env, ...ready.value.env },
      }),
    );
  } finally {
    await staged.remove();
  }
}
