import { networkCutPackages } from '../debian-package-lists.ts';
import { ensureDebianPackages } from '../debian-packages.ts';
import { runCommand } from '../run-command.ts';

export interface NetworkCut {
  /** To come before the command; empty where it does not work. */
  prefix: string[];
  /** Why it does not work, in words. */
  without: string | undefined;
  end: () => Promise<void>;
}

/** A network of its own with nothing in it but loopback, for root on Linux: whatever has the prefix shares it. */
export async function networkCut(): Promise<NetworkCut> {
  const packages = await ensureDebianPackages({
    packages: networkCutPackages,
    what: 'the end-to-end tests',
    why: 'they run in a network of their own',
  });
  const none = (without: string): NetworkCut => ({ prefix: [], without, end: () => Promise.resolve() });
  if (!packages.ok) return none(packages.problem.message);
  const name = `unjam-e2e-${process.pid}`;
  const ip = (...args: string[]) => runCommand('ip', args, { timeoutMs: 10_000 });
  const end = async (): Promise<void> => {
    await ip('netns', 'delete', name);
  };
  const prefix = ['ip', 'netns', 'exec', name];
  for (const step of [
    ['netns', 'add', name],
    ['-n', name, 'link', 'set', 'lo', 'up'],
    [...prefix.slice(1), 'true'],
  ]) {
    const done = await ip(...step);
    if (done.ok) continue;
    await end();
    return none(`this machine does not allow it (${done.stderr.trim() || done.trouble})`);
  }
  return { prefix, without: undefined, end };
}
