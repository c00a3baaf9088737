import { chmod, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildApp } from '../build-app.ts';
import { virtualScreenPackages } from '../debian-package-lists.ts';
import { ensureDebianPackages } from '../debian-packages.ts';
import { electronEnvironment } from '../electron/electron-environment.ts';
import { acquireElectron } from '../electron/acquire-electron.ts';
import { describeRuntime, type ElectronRuntime } from '../electron/runtime.ts';
import { stageApp } from '../electron/stage-app.ts';
import { hasDisplay, isRoot } from '../machine.ts';
import { lastLines, runCommand } from '../run-command.ts';
import { startVirtualScreen } from '../virtual-screen.ts';
import { endProcessesFrom } from './end-processes.ts';
import { networkCut } from './network-cut.ts';
import { startPcsElsewhere } from './pcs-elsewhere.ts';
import { readPlaywrightReport } from './playwright-report.ts';
import type { Stage, StageContext, StageReport } from './stage.ts';
import {
  copyTests,
  givePrivateCopy,
  isOpenToAll,
  makePrivateFolder,
  nodeForAll,
  unprivilegedUser,
} from './unprivileged.ts';

const asAnotherUser = isRoot && process.platform === 'linux';
// Another user may not draw on root's screen.
const needsScreen = asAnotherUser || !hasDisplay();
const timeoutMs = 14 * 60_000;

/** The built program in a real Electron, with the OS sandbox on. */
export const e2eStage: Stage = {
  name: 'e2e',
  async prepare(context) {
    const electron = await acquireElectron(context.projectRoot, context.officialOnly);
    if (!electron.ok) return electron;
    const runtime = electron.value;
    if (needsScreen) {
      const packages = await ensureDebianPackages({
        packages: virtualScreenPackages,
        what: 'Xvfb',
        why: 'the end-to-end tests draw on a virtual screen',
      });
      if (!packages.ok) return packages;
    }
    if (runtime.notice !== undefined) context.say(runtime.notice);
    return { ok: true, runtimes: [describeRuntime(runtime)], run: () => runEndToEnd(context, runtime) };
  },
};

async function runEndToEnd(context: StageContext, runtime: ElectronRuntime): Promise<StageReport> {
  const built = await buildApp(context.projectRoot);
  if (!built.ok) return oneFailure(built.problem.message);
  const work = await mkdtemp(path.join(tmpdir(), 'unjam-e2e-'));
  await chmod(work, 0o755);
  try {
    return asAnotherUser
      ? await runAsAnotherUser(context, runtime, work)
      : await runInPlace(context, runtime, work);
  } finally {
    await endProcessesFrom(work);
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runInPlace(
  { projectRoot, say }: StageContext,
  runtime: ElectronRuntime,
  work: string,
): Promise<StageReport> {
  say('e2e: with the network in reach: cutting it off needs root on Linux.');
  const staged = await stageApp(runtime, { projectRoot, into: path.join(work, 'stage') });
  return withScreen((screenEnv) =>
    runPlaywright({
      command: [process.execPath],
      testsRoot: projectRoot,
      results: work,
      env: {
        ...electronEnvironment(process.env).env,
        ...screenEnv,
        UNJAM_E2E_NOTHING_ELSEWHERE: 'A private sshd needs Linux and root.',
        ...describeToTests(runtime, staged.executable, staged.args),
      },
      keepIn: projectRoot,
    }),
  );
}

async function runAsAnotherUser(
  { projectRoot, say }: StageContext,
  runtime: ElectronRuntime,
  work: string,
): Promise<StageReport> {
  if (!(await isOpenToAll(work))) {
    return oneFailure(
      `${tmpdir()} is closed to other users, and the tests run as one; set TMPDIR to another folder.`,
    );
  }
  const found = await unprivilegedUser();
  if (!found.ok) return oneFailure(found.problem.message);
  const user = found.value;
  const cut = await networkCut();
  if (cut.without !== undefined) say(`e2e: with the network in reach: ${cut.without}.`);

  const staged = await stageApp(runtime, {
    projectRoot,
    into: path.join(work, 'stage'),
    selfContained: true,
  });
  const testsRoot = path.join(work, 'tests');
  await copyTests(projectRoot, testsRoot);
  const node = await nodeForAll(path.join(work, 'node'));
  const home = await makePrivateFolder(path.join(work, 'home'), user);
  const temporary = await makePrivateFolder(path.join(work, 'tmp'), user);
  const results = await makePrivateFolder(path.join(work, 'results'), user);
  const asUser = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--pdeathsig=KILL'];

  const elsewhere = await startPcsElsewhere(work, user, cut.prefix);
  if (elsewhere.without !== undefined) say(`e2e: without PCs elsewhere: ${elsewhere.without}`);

  const ran = withScreen(async (screenEnv) => {
    const authority = screenEnv?.XAUTHORITY;
    if (authority !== undefined) await givePrivateCopy(authority, path.join(home, 'authority'), user);
    return runPlaywright({
      command: [...cut.prefix, 'setpriv', ...asUser, node],
      testsRoot,
      results,
      env: {
        PATH: [elsewhere.bin, process.env['PATH']].filter(Boolean).join(path.delimiter),
        UNJAM_E2E_NOTHING_ELSEWHERE: elsewhere.without,
        LANG: process.env['LANG'],
        CI: process.env['CI'],
        DISPLAY: screenEnv?.DISPLAY,
        XAUTHORITY: path.join(home, 'authority'),
        HOME: home,
        USER: user.name,
        LOGNAME: user.name,
        TMPDIR: temporary,
        ...describeToTests(runtime, staged.executable, staged.args),
      },
      keepIn: projectRoot,
    });
  });
  return ran.finally(async () => {
    await elsewhere.stop();
    await cut.end();
  });
}

function describeToTests(runtime: ElectronRuntime, executable: string, args: string[]): NodeJS.ProcessEnv {
  return {
    UNJAM_E2E_EXECUTABLE: executable,
    UNJAM_E2E_APP_ARGS: JSON.stringify(args),
    UNJAM_E2E_RUNTIME: describeRuntime(runtime),
    UNJAM_RUNTIME: runtime.kind,
  };
}

interface PlaywrightRun {
  command: string[];
  testsRoot: string;
  results: string;
  env: NodeJS.ProcessEnv;
  /** Pictures, and the traces of failures, go to this project's test-results. */
  keepIn: string;
}

async function runPlaywright(run: PlaywrightRun): Promise<StageReport> {
  const reportFile = path.join(run.results, 'report.json');
  const output = path.join(run.results, 'output');
  const pictures = path.join(run.results, 'pictures');
  const cli = path.join(run.testsRoot, 'node_modules', '@playwright', 'test', 'cli.js');
  const config = path.join(run.testsRoot, 'e2e', 'playwright.config.ts');
  const [file = '', ...before] = run.command;
  const ran = await runCommand(file, [...before, cli, 'test', '--config', config], {
    cwd: run.testsRoot,
    env: {
      ...run.env,
      UNJAM_E2E_RESULTS: reportFile,
      UNJAM_E2E_OUTPUT: output,
      UNJAM_E2E_PICTURES: pictures,
    },
    timeoutMs,
  });
  await keep(pictures, run.keepIn);
  const text = await readFile(reportFile, 'utf8').catch(() => '');
  const printed = lastLines(`${ran.stdout}\n${ran.stderr}`, 30);
  if (text === '') return oneFailure(`Playwright left no report: ${ran.trouble}\n${printed}`);
  const report = readPlaywrightReport('e2e', text);
  if (report.failed > 0) await keep(output, run.keepIn, 'e2e');
  if (ran.ok || report.failed > 0) return report;
  return {
    ...report,
    failed: 1,
    failures: [`e2e\n${ran.trouble} although no test failed\n${printed}`],
  };
}

/** Puts what a run left into test-results, in the place of what an earlier one had left there. */
async function keep(left: string, projectRoot: string, name = path.basename(left)): Promise<void> {
  const kept = path.join(projectRoot, 'test-results', name);
  await rm(kept, { recursive: true, force: true });
  await mkdir(path.dirname(kept), { recursive: true });
  await cp(left, kept, { recursive: true }).catch(() => undefined);
}

async function withScreen(
  task: (env: { DISPLAY: string; XAUTHORITY: string } | undefined) => Promise<StageReport>,
): Promise<StageReport> {
  if (!needsScreen) return task(undefined);
  const screen = await startVirtualScreen();
  if (!screen.ok) return oneFailure(screen.problem.message);
  try {
    return await task(screen.value.env);
  } finally {
    await screen.value.stop();
  }
}

function oneFailure(words: string): StageReport {
  return { name: 'e2e', passed: 0, failed: 1, failures: [`e2e\n${words}`], skipped: [] };
}
