import { electronViteProgram } from './build-app.ts';
import { stageApp } from './electron/stage-app.ts';
import { readyElectron, stageFolder, withDisplay } from './open-window.ts';
import type { Outcome } from './outcome.ts';
import { projectRoot } from './project-root.ts';
import { splitStartArguments } from './start-arguments.ts';
import { supervise } from './supervise.ts';

const { officialOnly, appArgs } = splitStartArguments(
  process.argv.slice(2),
  process.env['INIT_CWD'] ?? process.cwd(),
);
const outcome = await develop();
if (!outcome.ok) console.error(outcome.problem.message);
process.exitCode = outcome.ok ? outcome.value : 1;

/** electron-vite builds, watches and starts Electron itself; the stand-in finds the project as its app. */
async function develop(): Promise<Outcome<number>> {
  const ready = await readyElectron(projectRoot, officialOnly);
  if (!ready.ok) return ready;
  const { runtime, switches } = ready.value;
  const into = await stageFolder(projectRoot);
  const staged = await stageApp(runtime, { projectRoot, into, linkToProject: true });
  try {
    return await withDisplay((env) =>
      supervise({
        file: process.execPath,
        args: [electronViteProgram(projectRoot), 'dev', '--watch', '--', ...switches, ...appArgs],
        cwd: projectRoot,
        env: { ...env, ...ready.value.env, ELECTRON_EXEC_PATH: staged.executable },
      }),
    );
  } finally {
    await staged.remove();
  }
}
