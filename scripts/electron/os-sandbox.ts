import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isRoot } from '../machine.ts';
import { done, problem, type Outcome } from '../outcome.ts';
import { runCommand } from '../run-command.ts';

/** Chromium's sandbox on Linux needs user namespaces or a set-uid helper; without, Electron only crashes. */
export async function checkOsSandbox(runtimeFolder: string): Promise<Outcome<void>> {
  if (process.platform !== 'linux' || isRoot) return done(undefined);
  const namespaces = await runCommand('unshare', ['--user', '--map-root-user', 'true']);
  if (namespaces.ok || namespaces.status === null) return done(undefined);

  const helper = path.join(runtimeFolder, 'chrome-sandbox');
  const facts = await stat(helper).catch(() => undefined);
  if (facts !== undefined && facts.uid === 0 && (facts.mode & 0o4000) !== 0) return done(undefined);
  return problem(
    'needs-person',
    'This system does not let programs make user namespaces, which the sandbox of Electron needs. Allow them until the next boot with:\n' +
      '  sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0    (Ubuntu 23.10 and later)\n' +
      '  sudo sysctl -w kernel.unprivileged_userns_clone=1                (older Debian)',
  );
}
