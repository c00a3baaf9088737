import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildInstaller, type InstalledFile } from '../package/installer.ts';
import { product } from '../package/product.ts';
import { windowsNode } from '../wine/windows-node.ts';
import type { Rig, RunResult } from '../wine/rig.ts';
import { checksOf } from './checks.ts';
import type { StageReport } from './stage.ts';

/** Linux gives the lowest byte of an exit code of Windows: 1603, ERROR_INSTALL_FAILURE. */
const refused = 1603 & 0xff;
const machineEnvironment = 'HKLM\\System\\CurrentControlSet\\Control\\Session Manager\\Environment';
const uninstall = 'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
const eventSource = 'HKLM\\System\\CurrentControlSet\\Services\\EventLog\\Application\\Unjam';

/** Looks a program up in PATH, as a person's command does: `cmd /c` loses the output under Wine. */
const launcher = `import { spawnSync } from 'node:child_process';
const [LOCALAPPDATA, program, ...args] = process.argv.slice(2);
const ended = spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, LOCALAPPDATA } });
process.exitCode = ended.error === undefined ? ended.status : 99;
`;

/** The installer under Wine: what it puts where, and what it leaves. */
export async function runInstallerUnderWine(rig: Rig, delivered: string): Promise<StageReport> {
  const { report, check } = checksOf('installer');
  const drive = join(rig.prefix, 'drive_c');
  const programFolder = join(drive, 'Program Files', 'Unjam');
  const roaming = join(drive, 'users', rig.user, 'AppData', 'Roaming', 'Unjam');
  /** Of its own: what ran before has left a library in that of the account. */
  const local = join(rig.scratchFolder, 'local');

  const msiexec = (args: readonly string[]): Promise<RunResult> =>
    rig.runWindows('msiexec', [...args, '/qn'], { timeoutMs: 180_000 });
  const done = async (...args: string[]): Promise<void> => {
    const { code, stdout, stderr } = await msiexec(args);
    assert.equal(code, 0, `msiexec ${args.join(' ')}: ${code}\n${stdout}${stderr}`);
  };
  const install = (msi: string, ...more: string[]) => done('/i', rig.windowsPath(msi), ...more);
  const query = async (...args: string[]): Promise<string> => {
    const { code, stdout } = await rig.runWindows('reg', ['query', ...args]);
    return code === 0 ? stdout : '';
  };
  /** reg.exe speaks in a code page. */
  const ascii = (text: string): string => text.replace(/[^ -~]/g, '?');
  /** Version and folder of every Unjam among the installed programs. */
  const listed = async (): Promise<string[][]> => {
    const programs = (await query(uninstall, '/s')).split(/^(?=HKEY)/m);
    const value = (text: string, name: string): string =>
      new RegExp(`${name} +REG_\\w+ +(.*?)\\s*$`, 'm').exec(text)?.[1] ?? '';
    return programs
      .filter((text) => value(text, 'DisplayName') === 'Unjam')
      .map((text) => ['DisplayVersion', 'InstallLocation'].map((name) => ascii(value(text, name))));
  };
  const isInPath = async (folder: string): Promise<boolean> =>
    (await query(machineEnvironment, '/v', 'PATH')).toLowerCase().includes(folder.toLowerCase());
  const usual = 'C:\\Program Files\\Unjam\\';
  const filesIn = async (folder: string): Promise<string[]> =>
    existsSync(folder) ? (await readdir(folder, { recursive: true })).sort() : [];
  const nothingLeft = async (): Promise<void> => {
    assert.deepEqual(await filesIn(programFolder), []);
    assert.deepEqual(await listed(), []);
    assert.equal(await isInPath('Unjam'), false);
    assert.equal(await query('HKLM\\Software\\Unjam'), '');
    assert.equal(await query(eventSource), '');
  };

  const script = join(rig.scratchFolder, 'path-launcher.mjs');
  await writeFile(script, launcher);
  const unjam = async (args: string): Promise<{ code: number | null; json: Record<string, unknown> }> => {
    const ended = await rig.runWindowsNode(script, [
      rig.windowsPath(local),
      'unjam.exe',
      ...args.split(' '),
      '--json',
    ]);
    assert.equal(ended.stderr, '');
    return { code: ended.code, json: JSON.parse(ended.stdout) as Record<string, unknown> };
  };

  await check('with a damaged cabinet it fails and leaves nothing', async () => {
    const damaged = join(rig.scratchFolder, 'damaged.msi');
    const bytes = await readFile(delivered);
    bytes.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 4096);
    await writeFile(damaged, bytes);
    const { code } = await msiexec(['/i', rig.windowsPath(damaged)]);
    assert.equal(code, refused);
    await nothingLeft();
    await rm(damaged);
  });

  await check('silent: the files, the entry among the programs, PATH, the source of events', async () => {
    await install(delivered);
    const files = await filesIn(programFolder);
    assert.deepEqual(
      ['koffi.node', 'unjam.exe'].filter((name) => !files.includes(name)),
      [],
    );
    assert.deepEqual(await listed(), [[product.version, usual]]);
    assert.ok(await isInPath(usual));
    assert.match(await query(eventSource), /EventCreate\.exe/);
    const own = await query('HKLM\\Software\\Unjam', '/v', 'Version');
    assert.ok(own.includes(product.version), own);
  });

  let deviceId = '';
  await check('unjam is found in PATH, and frees a leaked socket of the test driver', async () => {
    const { json: found } = await unjam('devices');
    const devices = found['devices'] as { instanceId: string; id: string }[];
    deviceId = devices.find(({ instanceId }) => instanceId === rig.first.instanceId)?.id ?? '';
    const measured = await unjam(`calibrate --device ${deviceId} --yes`);
    assert.equal(measured.code, 0, JSON.stringify(measured.json));
    const { sockets } = await rig.otherProgram({ device: rig.first.path, services: ['HP-SCAN'], open: true });
    const scanned = await unjam(`list --scan --device ${deviceId}`);
    const channels = scanned.json['channels'] as { hostSocket: number }[];
    const made = sockets.map(({ hostSocket }) => hostSocket);
    assert.deepEqual(
      made.filter((socket) => !channels.some(({ hostSocket }) => hostSocket === socket)),
      [],
    );
    const freed = await unjam(`destroy --device ${deviceId} --socket ${made[0]} --yes --force`);
    assert.deepEqual([freed.code, freed.json['outcome']], [0, 'freed'], JSON.stringify(freed.json));
  });

  await check('it has loaded koffi’s library from beside itself', async () => {
    assert.deepEqual(
      (await filesIn(local)).filter((name) => name.includes('koffi')),
      [],
    );
  });

  await check('repair brings back what is missing and what was changed', async () => {
    const [program, library] = ['unjam.exe', 'koffi.node'].map((name) => join(programFolder, name));
    assert.ok(program !== undefined && library !== undefined);
    const before = await readFile(library);
    await rm(program);
    await writeFile(library, 'damaged');
    await done('/i', rig.windowsPath(delivered), 'REINSTALL=ALL', 'REINSTALLMODE=amus');
    assert.ok(existsSync(program));
    assert.deepEqual(await readFile(library), before);
  });

  await check('uninstalling leaves what is not its own: data of a person, files of others', async () => {
    const foreign = join(programFolder, 'policy.json');
    await writeFile(foreign, '{}');
    await done('/x', rig.windowsPath(delivered));
    assert.deepEqual(await filesIn(programFolder), ['policy.json']);
    assert.ok((await filesIn(local)).includes('Unjam/audit.jsonl'));
    await rm(programFolder, { recursive: true });
    await nothingLeft();
  });

  await check('the smoke test of the workflows passes', async () => {
    const smoke = join(import.meta.dirname, '..', 'package', 'smoke.mjs');
    const { code, stdout, stderr } = await rig.runWindowsNode(smoke, [rig.windowsPath(dirname(delivered))], {
      timeoutMs: 180_000,
    });
    assert.equal(code, 0, `${stdout}${stderr}`);
    await nothingLeft();
  });

  // Small programs stand for those that are delivered: what follows is about the installer alone.
  const { koffiLibrary } = await windowsNode();
  const build = async (version: string, ...files: InstalledFile[]): Promise<string> => {
    const output = join(rig.scratchFolder, `${version}-${files.length}.msi`);
    await buildInstaller({ files, version, icon: koffiLibrary, output, builtAt: 1_800_000_000 });
    return output;
  };
  const file = (feature: InstalledFile['feature'], target: string, name = 'round-trips' as const) => ({
    feature,
    target,
    source: rig.program(name),
  });
  const commandLine = file('CommandLine', 'unjam.exe');
  const window = file('Window', 'window/Unjam.exe');
  const [older, newer, again] = [
    await build('1.2.3', commandLine, window, file('Window', 'window/resources/dropped.pak')),
    await build('1.2.10', commandLine, window),
    await build('1.2.10', commandLine, window, file('Window', 'window/resources/a long name.html')),
  ];
  /** Wine takes the Start menu of the person, Windows that of all. */
  const inMenu = (): boolean => {
    const below = ['Microsoft', 'Windows', 'Start Menu', 'Programs', 'Unjam.lnk'];
    return [join(roaming, '..'), join(drive, 'ProgramData')].some((folder) =>
      existsSync(join(folder, ...below)),
    );
  };
  const afresh = (title: string, run: () => Promise<void>): Promise<void> =>
    check(title, async () => {
      for (const msi of [older, newer, again]) await msiexec(['/x', rig.windowsPath(msi)]);
      // what an earlier failure has left fails once only
      await rm(programFolder, { recursive: true, force: true });
      await nothingLeft();
      await run();
    });

  await afresh('both features; then without the window, and with it again', async () => {
    await install(newer);
    assert.deepEqual(await filesIn(programFolder), ['unjam.exe', 'window', 'window/Unjam.exe']);
    assert.equal(inMenu(), true);
    await install(newer, 'REMOVE=Window');
    assert.deepEqual(await filesIn(programFolder), ['unjam.exe']);
    assert.equal(inMenu(), false);
    await install(newer, 'ADDLOCAL=Window');
    assert.deepEqual(await filesIn(programFolder), ['unjam.exe', 'window', 'window/Unjam.exe']);
    await done('/x', rig.windowsPath(newer));
    await nothingLeft();
  });

  await check(
    'one feature alone: the window comes without PATH, the command line without Start menu',
    async () => {
      await install(newer, 'ADDLOCAL=Window');
      assert.deepEqual(await filesIn(programFolder), ['window', 'window/Unjam.exe']);
      assert.equal(await isInPath('Unjam'), false);
      await done('/x', rig.windowsPath(newer));
      await install(newer, 'ADDLOCAL=CommandLine');
      assert.deepEqual(await filesIn(programFolder), ['unjam.exe']);
      assert.equal(inMenu(), false);
      await done('/x', rig.windowsPath(newer));
      await nothingLeft();
    },
  );

  const chosen = 'C:\\Werkzeuge für alle\\Unjam 1\\';
  const chosenFolder = join(drive, 'Werkzeuge für alle', 'Unjam 1');
  await afresh(
    'another folder is kept over an upgrade, and files that the new version lacks go',
    async () => {
      await install(older, `INSTALLDIR=${chosen}`);
      assert.ok((await filesIn(chosenFolder)).includes('window/resources/dropped.pak'));
      await install(newer);
      assert.deepEqual(await filesIn(chosenFolder), ['unjam.exe', 'window', 'window/Unjam.exe']);
      assert.deepEqual(await filesIn(programFolder), []);
      assert.deepEqual(await listed(), [['1.2.10', ascii(chosen)]]);
      assert.ok(await isInPath('Unjam 1\\'));
    },
  );

  await check('a downgrade is refused and changes nothing', async () => {
    const { code } = await msiexec(['/i', rig.windowsPath(older)]);
    assert.equal(code, refused);
    assert.deepEqual(await listed(), [['1.2.10', ascii(chosen)]]);
    assert.deepEqual(await filesIn(chosenFolder), ['unjam.exe', 'window', 'window/Unjam.exe']);
  });

  await check(
    'the same version built again takes the place of the first; another folder can be asked for',
    async () => {
      await install(again, `INSTALLDIR=${usual}`);
      assert.deepEqual(await listed(), [['1.2.10', usual]]);
      assert.deepEqual(await filesIn(chosenFolder), []);
      assert.ok((await filesIn(programFolder)).includes('window/resources/a long name.html'));
      assert.equal(await isInPath('Unjam 1\\'), false);
      await done('/x', rig.windowsPath(again));
      await nothingLeft();
    },
  );

  report.skipped.push({
    title: 'installer › an upgrade keeps the choice of features',
    reason: 'Wine 8 has no MigrateFeatureStates; Windows does it',
  });
  return report;
}
