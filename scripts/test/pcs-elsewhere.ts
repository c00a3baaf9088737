import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { prepareSshd, startSshd } from '../ssh/sshd.ts';
import { givePrivateCopy, type UnprivilegedUser } from './unprivileged.ts';

export interface PcsElsewhere {
  /** Programs `ssh` and `sftp` that know them: to be first on PATH. Null where there are none. */
  bin: string | null;
  /** Why there are none, in words. */
  without: string | undefined;
  stop: () => Promise<void>;
}

/** What the end-to-end tests connect to: each name is a PC with simulated printers. */
const hosts = { 'pc-office': { scenario: 'office' }, 'pc-full': { scenario: 'full' } };

/** A private sshd in the network of the tests, and the key to it for the user who runs them. */
export async function startPcsElsewhere(
  work: string,
  user: UnprivilegedUser,
  within: string[],
): Promise<PcsElsewhere> {
  const prepared = await prepareSshd('the end-to-end tests');
  if (!prepared.ok) return { bin: null, without: prepared.problem.message, stop: () => Promise.resolve() };
  const sshd = await startSshd({ hosts, within });
  const bin = path.join(work, 'ssh');
  await mkdir(bin);
  await chmod(bin, 0o755);
  const theirs = path.dirname(sshd.configFile);
  for (const name of ['client-key', 'known-hosts'])
    await givePrivateCopy(path.join(theirs, name), path.join(bin, name), user);
  const config = path.join(bin, 'config');
  await writeFile(config, (await readFile(sshd.configFile, 'utf8')).replaceAll(theirs, bin), { mode: 0o644 });
  for (const program of ['ssh', 'sftp']) {
    const file = path.join(bin, program);
    await writeFile(file, `#!/bin/sh\nexec /usr/bin/${program} -F '${config}' "$@"\n`);
    await chmod(file, 0o755);
  }
  return { bin, without: undefined, stop: sshd.stop };
}
