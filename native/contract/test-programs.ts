import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const timeoutMs = 60_000;

/** The programs of native/testdriver, built; see their sources for what they take and print. */
export interface TestProgramPaths {
  readonly deviceControl: string;
  readonly otherProgram: string;
  /** Folder of the driver package to install devices from. */
  readonly driverPackage: string;
  /** The same driver as another service: its devices do not wait for those of the first. */
  readonly otherDriverPackage: string;
}

/** A device of the test driver as device-control prints it. */
export interface InstalledDevice {
  readonly instanceId: string;
  readonly path: string;
}

/**
 * Output goes to a file: installing a device can start a driver host of Wine's that inherits a pipe and keeps it
 * open long after the program has ended.
 */
const ask = async (program: string, args: readonly string[]): Promise<unknown> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'unjam-'));
  const outputFile = path.join(folder, 'stdout');
  const output = await open(outputFile, 'w');
  try {
    const child = spawn(program, args, { stdio: ['ignore', output.fd, 'inherit'], timeout: timeoutMs });
    const [code] = (await once(child, 'exit')) as [number | null];
    const text = await readFile(outputFile, 'utf8');
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${text}`);
    return JSON.parse(text);
  } finally {
    await output.close();
    await rm(folder, { recursive: true, force: true });
  }
};

/** Another program that keeps a device open until it is ended. */
export interface Holder {
  readonly pid: number;
  /** Ends it the hard way, and waits until it is gone. */
  end(): Promise<void>;
}

const lookAgainMs = 20;

/** Runs a copy of the program under another name, and answers when it has the device open. */
const hold = async (
  program: string,
  name: string,
  devicePath: string,
  how: readonly string[],
): Promise<Holder> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'unjam-'));
  const copy = path.join(folder, name);
  await copyFile(program, copy);
  const outputFile = path.join(folder, 'stdout');
  const output = await open(outputFile, 'w');
  const child = spawn(copy, [devicePath, ...how], { stdio: ['ignore', output.fd, 'inherit'] });
  await output.close();
  const ended = once(child, 'exit');
  for (let left = timeoutMs / lookAgainMs; ; left--) {
    const text = await readFile(outputFile, 'utf8');
    if (text.endsWith('\n')) {
      const { pid } = JSON.parse(text) as { pid: number };
      const end = async (): Promise<void> => {
        child.kill();
        await ended;
        await rm(folder, { recursive: true, force: true });
      };
      return { pid, end };
    }
    if (left <= 0 || child.exitCode !== null) throw new Error(`${name} does not hold ${devicePath}: ${text}`);
    await wait(lookAgainMs);
  }
};

export const testPrograms = ({
  deviceControl,
  otherProgram,
  driverPackage,
  otherDriverPackage,
}: TestProgramPaths) => ({
  async installDevice(): Promise<InstalledDevice> {
    const { installed } = (await ask(deviceControl, ['install', driverPackage, '1'])) as {
      installed: [InstalledDevice];
    };
    return installed[0];
  },

  async installDevices(
    count: number,
    of: 'service' | 'other-service' = 'service',
  ): Promise<readonly InstalledDevice[]> {
    const folder = of === 'service' ? driverPackage : otherDriverPackage;
    const answer = await ask(deviceControl, ['install', folder, String(count)]);
    return (answer as { installed: readonly InstalledDevice[] }).installed;
  },

  async removeDevice(instanceId: string): Promise<void> {
    await ask(deviceControl, ['remove', instanceId]);
  },

  holdDevice: (name: string, devicePath: string, how: readonly string[]): Promise<Holder> =>
    hold(otherProgram, name, devicePath, how),

  /** Another program creates these sockets and ends without tidying up; answers their host sockets. */
  async leakSockets(
    devicePath: string,
    services: readonly string[],
    openChannels: boolean,
  ): Promise<readonly number[]> {
    const flags = openChannels ? ['--open'] : [];
    const { sockets } = (await ask(otherProgram, [devicePath, ...flags, ...services])) as {
      sockets: readonly { readonly hostSocket: number }[];
    };
    return sockets.map(({ hostSocket }) => hostSocket);
  },
});

export type TestPrograms = ReturnType<typeof testPrograms>;
