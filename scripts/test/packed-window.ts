import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portableMarker } from '../../main/data-folder.ts';
import { acquireElectron } from '../electron/acquire-electron.ts';
import { describeRuntime } from '../electron/runtime.ts';
import { makeReadable } from '../electron/stage-app.ts';
import { isRoot } from '../machine.ts';
import { writeIcons } from '../package/icons.ts';
import { electronBuilder, stageWindow } from '../package/window.ts';
import { runCommand, type CommandResult } from '../run-command.ts';
import { startVirtualScreen } from '../virtual-screen.ts';
import { checksOf } from './checks.ts';
import { endProcessesFrom } from './end-processes.ts';
import type { StageReport } from './stage.ts';
import {
  givePrivateCopy,
  makePrivateFolder,
  unprivilegedUser,
  type UnprivilegedUser,
} from './unprivileged.ts';

/** '0' and '1' in the fuse wire. */
const [off, on] = [0x30, 0x31];
const fuses = [
  [FuseV1Options.RunAsNode, off],
  [FuseV1Options.EnableCookieEncryption, on],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, off],
  [FuseV1Options.EnableNodeCliInspectArguments, off],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, on],
  [FuseV1Options.OnlyLoadAppFromAsar, on],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, off],
] as const;

/**
 * The window as electron-builder packs it, for Linux: the same folder and settings as for Windows, and an Electron that
 * starts here.
 */
export async function checkPackedWindow(
  projectRoot: string,
  officialOnly: boolean,
  say: (line: string) => void,
): Promise<StageReport> {
  const { report, check } = checksOf('packed window');
  const electron = await acquireElectron(projectRoot, officialOnly);
  const notHere = !electron.ok
    ? electron.problem.message
    : isRoot
      ? null
      : 'Only root can start it as another user.';
  if (!electron.ok || notHere !== null) {
    report.skipped.push({ title: 'packed window', reason: notHere ?? '' });
    return report;
  }
  const runtime = electron.value;
  say(`the packed window runs on ${describeRuntime(runtime)}`);
  const work = await mkdtemp(join(tmpdir(), 'unjam-packed-'));
  await chmod(work, 0o755);
  const folder = join(work, 'packed', 'linux-unpacked');
  const program = join(folder, 'unjam');
  try {
    await check('electron-builder packs it', async () => {
      const staged = await stageWindow(join(work, 'app'), join(projectRoot, 'node_modules'));
      assert.ok(staged.ok, staged.ok ? '' : staged.problem.message);
      await writeIcons(join(projectRoot, 'out', 'icons'));
      const packed = await electronBuilder([
        ...['--linux', 'dir', '--x64'],
        `-c.directories.app=${join(work, 'app')}`,
        `-c.directories.output=${join(work, 'packed')}`,
        `-c.electronDist=${runtime.folder}`,
        `-c.electronVersion=${runtime.version}`,
      ]);
      assert.ok(packed.ok, packed.ok ? '' : packed.problem.message);
      const archive = await readFile(join(folder, 'resources', 'app.asar'));
      assert.ok(archive.includes('"index.html"') && !archive.includes('license.json'));
      await makeReadable(folder);
    });

    await check('all seven fuses read back as they were set', async () => {
      const wire = (await getCurrentFuseWire(program)) as unknown as Readonly<Record<number, number>>;
      assert.deepEqual(
        fuses.map(([fuse]) => [fuse, wire[fuse]]),
        fuses.map(([fuse, state]) => [fuse, state]),
      );
    });

    const marker = join(work, 'marker');
    const hook = join(work, 'hook.cjs');
    await writeFile(hook, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '');`);
    await writeFile(marker, '');
    await chmod(marker, 0o666);
    await rm(marker);
    await check(
      'it starts as a user without rights; variables that load other code have no effect',
      async () => {
        const started = await startAsUser(join(work, 'home'), program, [], {
          ELECTRON_RUN_AS_NODE: '1',
          NODE_OPTIONS: `--require ${hook}`,
        });
        assert.ok(started.ok, `${started.trouble}\n${started.stderr}`);
        assert.ok(
          (await readFile(join(work, 'home', 'picture.png'))).length > 10_000,
          'a picture of the window',
        );
        assert.equal(existsSync(marker), false, 'NODE_OPTIONS loaded code');
      },
    );

    for (const option of ['--inspect=127.0.0.1:0', '--remote-debugging-port=0', '--load-extension=/tmp']) {
      await check(`${option} ends it, and opens nothing`, async () => {
        const started = await startAsUser(join(work, 'home'), program, [option]);
        assert.equal(started.status, 2, started.trouble);
        assert.doesNotMatch(started.stderr, /listening on/);
      });
    }

    await check(
      'with the marker beside it, all data is beside it and nothing in the home folder',
      async () => {
        // as a person unpacks it: the folder is theirs
        const { uid, gid } = await userWithoutRights();
        await chown(folder, uid, gid);
        await writeFile(join(folder, portableMarker), '');
        const home = join(work, 'portable home');
        const started = await startAsUser(home, program, ['--scan']);
        assert.ok(started.ok, `${started.trouble}\n${started.stderr}`);
        const without = await entriesIn(join(work, 'home', '.local', 'state', 'unjam'));
        assert.ok(without.includes('window/Preferences'), 'without the marker it is in the home folder');
        const data = await entriesIn(join(folder, 'data'));
        for (const name of ['window/Preferences', 'audit-simulated.jsonl'])
          assert.ok(data.includes(name), `${name} is not among ${data.join(', ')}`);
        // GTK keeps the settings of the desktop in dconf's cache, whichever program it draws for
        const left = (await entriesIn(home)).filter((name) => !/^\.cache(\/dconf.*)?$/.test(name));
        assert.deepEqual(left, ['authority', 'picture.png']);
      },
    );
  } finally {
    await endProcessesFrom(work);
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
  }
  return report;
}

const userWithoutRights = async (): Promise<UnprivilegedUser> => {
  const user = await unprivilegedUser();
  assert.ok(user.ok, user.ok ? '' : user.problem.message);
  return user.value;
};

const entriesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).sort();

/** It draws its window, saves a picture of it and ends. */
async function startAsUser(
  home: string,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<CommandResult> {
  const user = await userWithoutRights();
  const { name, uid, gid } = user;
  if (!existsSync(home)) await makePrivateFolder(home, user);
  const screen = await startVirtualScreen();
  assert.ok(screen.ok, screen.ok ? '' : screen.problem.message);
  try {
    const authority = join(home, 'authority');
    await givePrivateCopy(screen.value.authorityFile, authority, user);
    const asUser = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--pdeathsig=KILL'];
    const own = ['--simulate', 'office', '--screenshot', join(home, 'picture.png')];
    return await runCommand('setpriv', [...asUser, program, ...args, ...own], {
      cwd: home,
      timeoutMs: 90_000,
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        USER: name,
        TMPDIR: home,
        DISPLAY: screen.value.env.DISPLAY,
        XAUTHORITY: authority,
        ...env,
      },
    });
  } finally {
    await screen.value.stop();
  }
}
