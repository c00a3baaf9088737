import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { startSshd, type Sshd, type TestHost } from './sshd.ts';

/** Further options for the ssh that Unjam starts, separated by spaces. */
export const optionsVariable = 'UNJAM_TEST_SSH';

export interface RemoteHosts extends Sshd {
  /** The first folder of PATH for whoever is to reach the hosts: Unjam calls plain `ssh` and `sftp`. */
  path: string;
  /** Command lines that have to do with these hosts: of ssh, sftp, and of what runs on a host. Without the server. */
  running: () => Promise<string[]>;
}

/** PCs behind a private sshd, for a program that calls `ssh` without a configuration of its own. */
export async function startRemoteHosts(hosts: Readonly<Record<string, TestHost>>): Promise<RemoteHosts> {
  const sshd = await startSshd({ hosts });
  const folder = dirname(sshd.configFile);
  const near = join(folder, 'near');
  await mkdir(near);
  for (const name of ['ssh', 'sftp']) {
    const file = join(near, name);
    // the same key is known by whatever port the server is reached
    const options = `-F ${sshd.configFile} -o HostKeyAlias=[127.0.0.1]:${sshd.port}`;
    await writeFile(file, `#!/bin/sh\nexec /usr/bin/${name} $${optionsVariable} ${options} "$@"\n`);
    await chmod(file, 0o755);
  }
  return {
    ...sshd,
    path: [near, process.env['PATH'] ?? ''].join(delimiter),
    running: () => running(folder),
  };
}

async function running(folder: string): Promise<string[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(
    numbers.map((number) => readFile(join('/proc', number, 'cmdline'), 'utf8').catch(() => '')),
  );
  return commands
    .map((command) => command.replaceAll('\0', ' ').trim())
    .filter((command) => command.includes(folder) && !command.includes('sshd-config'));
}
