import assert from 'node:assert/strict';
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Rig } from '../wine/rig.ts';
import { wineCommand } from '../wine/places.ts';
import { windowsNode } from '../wine/windows-node.ts';
import type { RunResult } from '../wine/wine-process.ts';
import { checksOf } from './checks.ts';
import { installFile } from './installed-unjam.ts';
import { runVitest } from './run-vitest.ts';
import type { StageReport } from './stage.ts';
import { runCalibrationUnderWine } from './wine-calibration.ts';
import { runCommandLineUnderWine } from './wine-command-line.ts';
import { runTwoProgramsUnderWine } from './wine-two-programs.ts';

/** The tests of the built file, with a command in its place: under Wine the output of Node must go to files. */
export async function runCommandLineTests(rig: Rig, projectRoot: string, exe: string): Promise<StageReport> {
  const command = join(rig.scratchFolder, 'unjam');
  const script = [
    '#!/bin/sh',
    'out=$(mktemp -d)',
    `${Object.entries(rig.env)
      .map(([name, value]) => `${name}='${value}'`)
      .join(' ')} ${wineCommand().join(' ')} '${exe}' "$@" >"$out/1" 2>"$out/2" </dev/null`,
    'code=$?',
    'cat "$out/1"; cat "$out/2" >&2; rm -r "$out"; exit $code',
  ];
  await writeFile(command, `${script.join('\n')}\n`, { mode: 0o755 });
  return runVitest(projectRoot, 'unit', { UNJAM_CLI_PROGRAM: command }, ['main/cli/cli.test.ts']);
}

/** Holds a file as a virus scanner does: nobody else may open it. */
const holder = `import koffi from 'koffi';
const open = koffi.load('kernel32.dll').func('void *CreateFileW(str16, uint32, uint32, void *, uint32, uint32, void *)');
const handle = open(process.argv[2], 0x80000000, 0, null, 3, 0, null);
console.log(koffi.address(handle) === 0xffffffffffffffffn ? 'refused' : 'held');
setInterval(() => {}, 1000);
`;

/** Wine sets the folders of the account in every program that Linux starts: only a Windows program can take them away. */
const launcher = `import { spawnSync } from 'node:child_process';
const { program, args, env } = JSON.parse(process.argv[2]);
const all = Object.entries({ ...process.env, ...env }).filter(([, value]) => value !== null);
process.exitCode = spawnSync(program, args, { stdio: 'inherit', env: Object.fromEntries(all) }).status;
`;

async function places(rig: Rig, _projectRoot: string, exe: string): Promise<StageReport> {
  const { report, check } = checksOf('one file');
  const { koffiLibrary, koffiVersion } = await windowsNode();
  const library = await readFile(koffiLibrary);
  const damaged = Buffer.from(library);
  damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;

  const [folder, local] = ['Büro & Ablage/ein Ordner', 'lokal ü'].map((name) =>
    join(rig.scratchFolder, name),
  );
  assert.ok(folder !== undefined && local !== undefined);
  await mkdir(folder, { recursive: true });
  const program = join(folder, 'unjam.exe');
  await copyFile(exe, program);
  const launcherFile = join(rig.scratchFolder, 'launcher.mjs');
  await writeFile(launcherFile, launcher);
  const run = (
    args: readonly string[],
    env: Readonly<Record<string, string | null>> = {},
  ): Promise<RunResult> => {
    const localData = rig.windowsPath(local);
    const order = {
      program: rig.windowsPath(program),
      args: [...args, '--json'],
      env: { LOCALAPPDATA: localData, UNJAM_DATA_DIR: localData, ...env },
    };
    return rig.runWindowsNode(launcherFile, [JSON.stringify(order)]);
  };
  const devices = async (env?: Readonly<Record<string, null>>): Promise<void> => {
    const { code, stdout, stderr } = await run(['devices'], env);
    assert.deepEqual([code, stderr], [0, ''], stdout);
    assert.ok((JSON.parse(stdout) as { devices: unknown[] }).devices.length >= 2);
  };
  const own = async (): Promise<string> => {
    const [name = ''] = await readdir(join(local, 'Unjam'));
    return join(local, 'Unjam', name, 'koffi.node');
  };
  const hold = async (file: string) => {
    const script = join(rig.scratchFolder, 'holder.mjs');
    await writeFile(script, holder);
    const program = await rig.startWindowsNode(script, [rig.windowsPath(file)]);
    assert.equal(await program.firstLine(), 'held');
    return async (): Promise<void> => {
      program.kill();
      await program.exited;
    };
  };

  await check(
    'a path with spaces, umlauts and an ampersand, a folder that may not be written to',
    async () => {
      await chmod(folder, 0o555);
      await devices();
      assert.deepEqual(await readdir(folder), ['unjam.exe']);
      await chmod(folder, 0o755);
    },
  );

  await check('koffi’s library is put into a folder of its own, by its version and hash', async () => {
    assert.match(basename(dirname(await own())), new RegExp(`^koffi-${koffiVersion}-[0-9a-f]{16}$`));
    assert.deepEqual(await readFile(await own()), library);
  });

  await check('missing: it is put there again', async () => {
    await rm(await own());
    await devices();
    assert.deepEqual(await readFile(await own()), library);
  });

  await check('changed: it is replaced, not loaded', async () => {
    await writeFile(await own(), damaged);
    await devices();
    assert.deepEqual(await readFile(await own()), library);
  });

  for (const [title, content] of [
    ['locked', library],
    ['changed and locked', damaged],
  ] as const) {
    await check(`${title}: another file is loaded`, async () => {
      const file = await own();
      await writeFile(file, content);
      const release = await hold(file);
      await devices();
      await release();
      assert.deepEqual(await readFile(file), content);
      assert.ok((await readdir(dirname(file))).length > 1);
    });
  }

  await check('one beside the program comes first, and nothing is written then', async () => {
    await writeFile(join(folder, 'koffi.node'), library);
    await rm(join(local, 'Unjam'), { recursive: true });
    await devices();
    assert.equal((await readdir(local)).includes('Unjam'), false);
  });

  await check('a changed one beside the program is not loaded', async () => {
    await writeFile(join(folder, 'koffi.node'), damaged);
    await devices();
    assert.deepEqual(await readFile(await own()), library);
    await rm(join(folder, 'koffi.node'));
  });

  await check('without APPDATA and LOCALAPPDATA the home of the account is enough', async () => {
    await devices({ APPDATA: null, LOCALAPPDATA: null, UNJAM_DATA_DIR: null });
  });

  await check('where there is no place for the library, that is one fault with its file', async () => {
    const { code, stdout } = await run(['devices'], {
      LOCALAPPDATA: rig.windowsPath(join(folder, 'unjam.exe')),
    });
    const { fault } = JSON.parse(stdout) as { fault: { kind: string; file: string } };
    assert.deepEqual([code, fault.kind], [1, 'library-not-loaded']);
    assert.match(fault.file, /unjam\.exe\\Unjam\\koffi-.*\\koffi\.node$/);
  });

  await check('options of Node are not options of the program', async () => {
    const { code, stdout } = await run(['--inspect']);
    assert.equal(code, 2);
    assert.equal((JSON.parse(stdout) as { fault: { kind: string } }).fault.kind, 'usage');
  });

  return report;
}

const starts = 9;

/** Each program in turn, so that what else the machine does hits all alike. */
async function startTime(
  rig: Rig,
  projectRoot: string,
  exe: string,
  say: (line: string) => void,
): Promise<StageReport> {
  const { report, check } = checksOf('one file');
  const { executable } = await windowsNode();
  const script = await installFile(rig, projectRoot, join(rig.scratchFolder, 'start-time'));
  const programs = {
    exe: [exe, '--version'],
    script: [...script, '--version'],
    bare: [executable, '-e', '0'],
  } as const;
  await check('it starts within 1.2 × the time of node unjam.mjs', async () => {
    const best = { exe: Infinity, script: Infinity, bare: Infinity };
    for (let n = 0; n < starts; n += 1) {
      for (const [name, [program, ...args]] of Object.entries(programs)) {
        const startedAt = performance.now();
        const { code, stderr } = await rig.runWindows(program, args);
        assert.equal(code, 0, stderr);
        const key = name as keyof typeof best;
        best[key] = Math.min(best[key], performance.now() - startedAt);
      }
    }
    const ratio = (name: 'script' | 'bare'): string => (best.exe / best[name]).toFixed(2);
    say(
      `unjam.exe --version: ${Math.round(best.exe)} ms, ${ratio('script')} × node unjam.mjs, ${ratio('bare')} × node -e 0`,
    );
    assert.ok(best.exe <= best.script * 1.2, `${ratio('script')} × node unjam.mjs`);
  });
  return report;
}

type Part = (rig: Rig, projectRoot: string, exe: string, say: (line: string) => void) => Promise<StageReport>;

/** `unjam.exe` under Wine: what the built file is tested with, and what is particular to one file. */
export const oneFileParts: readonly Part[] = [
  startTime,
  runCommandLineUnderWine,
  runTwoProgramsUnderWine,
  runCalibrationUnderWine,
  places,
];
