import { mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { buildTestDriver, type TestProgram, type TestService } from './build-testdriver.ts';
import { missingForRig, windowsPath } from './places.ts';
import { createRigHome, destroyOrphanedHomes, destroyRigHome, server } from './rig-home.ts';
import { windowsNode } from './windows-node.ts';
import { WineProcess, type RunOptions, type RunResult } from './wine-process.ts';

export type { TestService } from './build-testdriver.ts';
export type { RunOptions, RunResult } from './wine-process.ts';

export interface TestDevice {
  instanceId: string;
  service: TestService;
  /** Of its device interface; `null` while it is not started. */
  path: string | null;
}

export interface StartedDevice extends TestDevice {
  path: string;
}

export interface OtherProgramSocket {
  service: string;
  hostSocket: number;
  peripheralSocket: number;
  channelHandle: number | null;
}

export interface OtherProgramOptions {
  device: string;
  services: readonly string[];
  /** Opens a channel on each socket. */
  open?: boolean;
  /** With activity broadcast. */
  activity?: boolean;
  /** Leaves a WAIT_ACTIVITY_BROADCAST pending. */
  wait?: boolean;
}

export interface HeldProgram {
  pid: number;
  sockets: OtherProgramSocket[];
  /** Ends it as a crash does, and waits until it is gone. */
  kill(): Promise<void>;
}

export interface DriverSocket extends OtherProgramSocket {
  type: number;
  serial: number;
  creatorPid: number;
  channels: number;
  bufferSize: number;
  maxToPeripheral: number;
  maxToHost: number;
}

/** DOT4TEST_COUNTERS of dot4test.h; `received` by the name of the request. */
export interface DriverCounters {
  received: Record<string, number>;
  creates: number;
  closes: number;
  cleanups: number;
  answered: number;
  refused: number;
  pendedTotal: number;
  pendingNow: number;
  cancelled: number;
  timedOut: number;
  faultsApplied: number;
  socketsCreated: number;
  socketsDestroyed: number;
  socketsNow: number;
  channelsOpened: number;
  channelsClosed: number;
  channelsNow: number;
  activitiesRaised: number;
  activitiesAnswered: number;
  bytesWritten: number;
  bytesRead: number;
  testRequests: number;
}

export interface DriverState {
  path: string;
  counters: DriverCounters;
  sockets: DriverSocket[];
}

export interface Rig {
  /** The devices it began with, both of the service `dot4test`. */
  first: StartedDevice;
  second: StartedDevice;
  /** The Wine prefix; gone after `stop`. */
  prefix: string;
  /** The name of the account in it. */
  user: string;
  /** The Linux path of a program of `native/testdriver/programs`. */
  program(name: TestProgram): string;
  /** The environment of its programs. */
  env: Readonly<Record<string, string>>;
  /** Free for files of a test; gone after `stop`. */
  scratchFolder: string;
  /** `Z:\…` for a Linux path. */
  windowsPath(path: string): string;
  /** Runs a Windows program, its path given the Linux way. Never rejects for an exit code. */
  runWindows(exe: string, args?: readonly string[], options?: RunOptions): Promise<RunResult>;
  startWindows(exe: string, args?: readonly string[], options?: RunOptions): Promise<WineProcess>;
  /** Runs a script, TypeScript too, in Windows Node; `koffi` is the Windows build. */
  runWindowsNode(script: string, args?: readonly string[], options?: RunOptions): Promise<RunResult>;
  startWindowsNode(script: string, args?: readonly string[], options?: RunOptions): Promise<WineProcess>;
  devices(): Promise<TestDevice[]>;
  /** Answers when they are started. */
  addDevices(service: TestService, count: number): Promise<StartedDevice[]>;
  /** As Device Manager does: a surprise to whoever has it open. */
  removeDevice(instanceId: string): Promise<void>;
  /** The next such request sleeps in the driver's dispatch routine, and holds whoever sent it. */
  blockOnce(path: string, controlCode: number, ms: number): Promise<void>;
  /** Another program creates sockets and ends without tidying up. */
  otherProgram(options: OtherProgramOptions): Promise<{ pid: number; sockets: OtherProgramSocket[] }>;
  /** Another program creates sockets and stays. */
  holdOtherProgram(options: OtherProgramOptions): Promise<HeldProgram>;
  /** How the driver behaves on a device from now on, by the fields of DOT4TEST_PERSONALITY; what is not named is 0. */
  setPersonality(path: string, fields: Readonly<Record<string, number>>): Promise<void>;
  /** What the driver itself counted and holds. */
  driverState(path: string): Promise<DriverState>;
  driverStates(): Promise<DriverState[]>;
  stop(): Promise<void>;
}

const bootTimeoutMs = 120_000;
const readyTimeoutMs = 90_000;
const deviceTimeoutMs = 60_000;
const holdTimeoutMs = 600_000;
/** DOT4TEST_FAULT_KIND of dot4test.h. */
const FAULT_BLOCK = 6;

/** A fresh prefix with two devices of the service `dot4test`. Call `stop` in the end, whatever happened. */
export async function startRig(): Promise<Rig> {
  const missing = missingForRig();
  if (missing.length > 0) throw new Error(`The Wine rig needs ${missing.join(', ')}`);

  const [build, node] = await Promise.all([buildTestDriver(), windowsNode()]);
  destroyOrphanedHomes();
  const { folder, prefix, scratchFolder, env } = createRigHome();
  const running = new Set<WineProcess>();
  let stopped = false;

  function stopNow(): void {
    if (stopped) return;
    stopped = true;
    for (const program of running) program.kill();
    destroyRigHome(folder);
    process.off('exit', stopNow);
    for (const signal of signals) process.off(signal, stopOnSignal);
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  function stopOnSignal(signal: NodeJS.Signals): void {
    stopNow();
    process.kill(process.pid, signal);
  }
  process.on('exit', stopNow);
  for (const signal of signals) process.on(signal, stopOnSignal);

  async function startWindows(
    exe: string,
    args: readonly string[] = [],
    options: RunOptions = {},
  ): Promise<WineProcess> {
    if (stopped) throw new Error('The Wine rig was stopped');
    const program = await WineProcess.start(exe, args, {
      ...options,
      env: { ...env, ...options.env },
      scratchFolder,
    });
    running.add(program);
    const forget = () => running.delete(program);
    program.exited.then(forget, forget);
    return program;
  }

  async function runWindows(exe: string, args: readonly string[] = [], options: RunOptions = {}) {
    return (await startWindows(exe, args, options)).exited;
  }

  function startWindowsNode(script: string, args: readonly string[] = [], options: RunOptions = {}) {
    const hook = `file:///Z:${encodeURI(join(import.meta.dirname, 'koffi-for-windows.mjs'))}`;
    return startWindows(node.executable, ['--import', hook, windowsPath(resolve(script)), ...args], {
      ...options,
      env: { UNJAM_RIG_KOFFI_FOLDER: windowsPath(node.folder), ...options.env },
    });
  }

  async function runWindowsNode(script: string, args: readonly string[] = [], options: RunOptions = {}) {
    return (await startWindowsNode(script, args, options)).exited;
  }

  /** Programs of the rig answer one JSON object; anything else is a failure of the rig. */
  async function ask<T>(exe: string, args: readonly string[], timeoutMs: number): Promise<T> {
    const result = await runWindows(exe, args, { timeoutMs });
    if (result.code !== 0) {
      const why = result.timedOut ? `no answer within ${timeoutMs} ms` : `exit code ${result.code}`;
      throw new Error(`${exe} ${args.join(' ')}: ${why}\n${result.stdout}${result.stderr}`);
    }
    return JSON.parse(result.stdout) as T;
  }

  const control = build.program('device-control');
  const other = build.program('other-program');
  const counters = build.program('driver-counters');

  function otherArguments(options: OtherProgramOptions, hold: boolean): string[] {
    const flags = [options.open && '--open', options.activity && '--activity', options.wait && '--wait'];
    return [
      options.device,
      ...flags.filter((flag) => typeof flag === 'string'),
      ...(hold ? ['--hold'] : []),
    ].concat(options.services);
  }

  const rig: Omit<Rig, 'first' | 'second'> = {
    prefix,
    user: userInfo().username,
    env,
    scratchFolder,
    program: (name) => build.program(name),
    windowsPath: (path) => windowsPath(resolve(path)),
    runWindows,
    startWindows,
    runWindowsNode,
    startWindowsNode,
    async devices() {
      return (await ask<{ devices: TestDevice[] }>(control, ['list'], deviceTimeoutMs)).devices;
    },
    async addDevices(service, count) {
      const args = ['install', windowsPath(build.packageFolder(service)), String(count)];
      return (await ask<{ installed: StartedDevice[] }>(control, args, deviceTimeoutMs)).installed;
    },
    async removeDevice(instanceId) {
      await ask(control, ['remove', instanceId], deviceTimeoutMs);
    },
    async blockOnce(path, controlCode, ms) {
      await ask(
        control,
        ['fault', path, String(controlCode), String(FAULT_BLOCK), String(ms)],
        deviceTimeoutMs,
      );
    },
    otherProgram(options) {
      return ask(other, otherArguments(options, false), deviceTimeoutMs);
    },
    async holdOtherProgram(options) {
      const program = await startWindows(other, otherArguments(options, true), { timeoutMs: holdTimeoutMs });
      const { pid, sockets } = JSON.parse(await program.firstLine()) as Omit<HeldProgram, 'kill'>;
      return {
        pid,
        sockets,
        async kill() {
          program.kill();
          await program.exited;
        },
      };
    },
    async setPersonality(path, fields) {
      const args = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
      await ask(build.program('set-personality'), [path, ...args], deviceTimeoutMs);
    },
    async driverState(path) {
      return (await ask<{ devices: [DriverState] }>(counters, [path], deviceTimeoutMs)).devices[0];
    },
    async driverStates() {
      return (await ask<{ devices: DriverState[] }>(counters, [], deviceTimeoutMs)).devices;
    },
    async stop() {
      const ended = [...running].map((program) => program.exited.catch(() => {}));
      stopNow();
      await Promise.all(ended);
    },
  };

  try {
    await mkdir(scratchFolder);
    // The order matters. A persistent server keeps the drivers loaded after the last program; the first program boots
    // the prefix; an explicit wineboot beside it would start a second service manager.
    server(env, '-p');
    const boot = await runWindows('winecfg', ['/v', 'win10'], { timeoutMs: bootTimeoutMs });
    if (boot.code !== 0) throw new Error(`Wine did not boot the prefix (${boot.code})\n${boot.stderr}`);
    await ask(control, ['wait-for-services'], readyTimeoutMs);
    const [first, second] = await rig.addDevices('dot4test', 2);
    if (!first || !second) throw new Error('The test devices were not installed');
    return { ...rig, first, second };
  } catch (error) {
    await rig.stop();
    throw error;
  }
}

/** `npx tsx scripts/wine/rig.ts [--] SCRIPT [ARGUMENT…]`: one script in Windows Node, with two test devices. */
async function main(args: string[]): Promise<number> {
  const [script, ...rest] = args[0] === '--' ? args.slice(1) : args;
  if (!script) {
    console.error('usage: npx tsx scripts/wine/rig.ts [--] SCRIPT [ARGUMENT…]');
    return 2;
  }
  const rig = await startRig();
  try {
    const result = await rig.runWindowsNode(script, rest, { timeoutMs: holdTimeoutMs });
    process.stdout.write(result.stdout);
    process.stderr.write(result.stderr);
    return result.code ?? 1;
  } finally {
    await rig.stop();
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.argv.slice(2));
