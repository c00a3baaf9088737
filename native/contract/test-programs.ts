import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const timeoutMs = 60_000;

/** The programs of native/testdriver, built; see their sources for what they take and print. */
export interface TestProgramPaths {
  readonly deviceControl: string;
  readonly otherProgram: string;
  /** Folder of the driver package to install devices from. */
  readonly driverPackage: string;
}

/** A device of the test driver as device-control prints it. */
export interface InstalledDevice {
  readonly instanceId: string;
  readonly path: string;
}

const ask = async (program: string, args: readonly string[]): Promise<unknown> =>
  JSON.parse((await run(program, [...args], { timeout: timeoutMs })).stdout);

export const testPrograms = ({ deviceControl, otherProgram, driverPackage }: TestProgramPaths) => ({
  async installDevice(): Promise<InstalledDevice> {
    const { installed } = (await ask(deviceControl, ['install', driverPackage, '1'])) as {
      installed: [InstalledDevice];
    };
    return installed[0];
  },

  async removeDevice(instanceId: string): Promise<void> {
    await ask(deviceControl, ['remove', instanceId]);
  },

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
