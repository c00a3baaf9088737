import { networkCutPackages } from '../debian-package-lists.ts';
import { ensureDebianPackages } from '../debian-packages.ts';
import { runCommand } from '../run-command.ts';

export interface NetworkCut {
  /** To come before the command; empty where it does not work. */
  prefix: string[];
  /** Why it does not work, in words. */
  without: string | undefined;
}

const prefix = ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

/** A network of its own with nothing in it but loopback, for root on Linux. */
export async function networkCut(): Promise<NetworkCut> {
  const packages = await ensureDebianPackages({
    packages: networkCutPackages,
    what: 'the end-to-end tests',
    why: 'they run in a network of their own',
  });
  if (!packages.ok) return { prefix: [], without: packages.problem.message };
  const tried = await runCommand(prefix[0] ?? '', [...prefix.slice(1), 'true'], { timeoutMs: 10_000 });
  return tried.ok
    ? { prefix, without: undefined }
    : { prefix: [], without: `this machine does not allow it (${tried.stderr.trim() || tried.trouble})` };
}
