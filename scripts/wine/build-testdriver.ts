import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compiler, repositoryRoot, rigFolder } from './places.ts';
import { runCommand } from './run-command.ts';

/** One driver, installed as two services: under Wine the devices of one service wait for each other. */
export const testServices = ['dot4test', 'dot4test2'] as const;
export type TestService = (typeof testServices)[number];

export interface TestDriverBuild {
  /** Holds `<service>/<service>.inf` and `.sys` for each service, and the programs. */
  folder: string;
  program(name: TestProgram): string;
  packageFolder(service: TestService): string;
}

const checks = ['check.c', 'check-requests.c', 'check-pending.c', 'check-faults.c', 'check-races.c'];
const programs = {
  'device-control': ['device-control.c', 'test-devices.c'],
  'other-program': ['other-program.c', 'test-devices.c'],
  'driver-counters': ['driver-counters.c', 'test-devices.c'],
  'set-personality': ['set-personality.c', 'test-devices.c'],
  'driver-check': ['driver-check.c', ...checks],
  'round-trips': ['round-trips.c', 'test-devices.c'],
};
export type TestProgram = keyof typeof programs;

const sources = `${repositoryRoot}/native/testdriver`;
const driverSources = ['driver.c', 'requests.c', 'model.c', 'pending.c', 'testcontrol.c'];
const warnings = ['-std=c11', '-O2', '-Wall', '-Wextra', '-Werror', '-s'];
const driverFlags = [
  ...warnings,
  // The kernel's own structures are read through several types, here as in every driver.
  '-fno-strict-aliasing',
  '-isystem',
  '/usr/x86_64-w64-mingw32/include/ddk',
  '-shared',
  '-nostdlib',
  '-fno-stack-protector',
  '-Wl,--subsystem,native,--entry,DriverEntry,--section-alignment,4096,--file-alignment,4096',
];
const driverLibraries = ['-lntoskrnl', '-lhal'];
const programLibraries = ['-lsetupapi', '-lntdll'];
const compileTimeoutMs = 120_000;
const staleAfterMs = 24 * 60 * 60 * 1000;

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256').update(
    JSON.stringify([driverFlags, driverSources, programs, testServices]),
  );
  hash.update(await runCommand(compiler, ['-dumpfullversion'], { timeoutMs: compileTimeoutMs }));
  for (const folder of [sources, `${sources}/programs`]) {
    for (const name of (await readdir(folder)).sort()) {
      if (!/\.(c|h|inf)$/.test(name)) continue;
      hash.update(`${name}\0`).update(await readFile(join(folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function compileInto(folder: string): Promise<void> {
  const compile = (args: string[]) =>
    runCommand(compiler, args, { cwd: sources, timeoutMs: compileTimeoutMs });
  const driver = join(folder, 'dot4test.sys');
  await Promise.all([
    compile([...driverFlags, '-o', driver, ...driverSources, ...driverLibraries]),
    ...Object.entries(programs).map(([name, files]) => {
      const inputs = files.map((file) => `programs/${file}`);
      return compile([
        ...warnings,
        '-municode',
        '-o',
        join(folder, `${name}.exe`),
        ...inputs,
        ...programLibraries,
      ]);
    }),
  ]);
  const inf = await readFile(join(sources, 'dot4test.inf'), 'utf8');
  for (const service of testServices) {
    await mkdir(join(folder, service));
    await writeFile(join(folder, service, `${service}.inf`), inf.replaceAll('@SERVICE@', service));
    await copyFile(driver, join(folder, service, `${service}.sys`));
  }
  await rm(driver);
}

async function removeStaleBuilds(builds: string, current: string): Promise<void> {
  for (const name of await readdir(builds)) {
    if (name === current) continue;
    const { mtimeMs } = await stat(join(builds, name)).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > staleAfterMs) await rm(join(builds, name), { recursive: true, force: true });
  }
}

/** Compiles when a source, a flag or the compiler changed. Two runs at once do not disturb each other. */
export async function buildTestDriver(): Promise<TestDriverBuild> {
  const builds = `${rigFolder}/testdriver`;
  const name = await sourceHash();
  const folder = join(builds, name);
  await mkdir(builds, { recursive: true });
  if (!existsSync(folder)) {
    const unfinished = await mkdtemp(join(builds, 'building-'));
    try {
      await compileInto(unfinished);
      await rename(unfinished, folder).catch((error: unknown) => {
        if (!existsSync(folder)) throw error; // else another run was faster
      });
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
    await removeStaleBuilds(builds, name);
  }
  return {
    folder,
    program: (program) => join(folder, `${program}.exe`),
    packageFolder: (service) => join(folder, service),
  };
}

if (process.argv[1] === import.meta.filename) {
  console.log((await buildTestDriver()).folder);
}
