import { ansiblePackages } from '../debian-package-lists.ts';
import { ensureDebianPackages } from '../debian-packages.ts';
import { runCommand } from '../run-command.ts';
import { prepareSshd } from '../ssh/sshd.ts';
import { runFleet } from './fleet.ts';
import type { Stage } from './stage.ts';

/** Many PCs, by Ansible: the collection in fleet/ansible against simulated PCs behind a private sshd. */
export const fleetStage: Stage = {
  name: 'fleet',
  async prepare() {
    const sshd = await prepareSshd('the tests of many PCs');
    if (!sshd.ok) return sshd;
    const packages = await ensureDebianPackages({
      packages: ansiblePackages,
      what: 'the tests of many PCs',
      why: 'the collection is linted and played',
    });
    if (!packages.ok) return packages;
    const version = await runCommand('/usr/bin/ansible', ['--version'], { timeoutMs: 60_000 });
    const found = /core ([\d.]+)/.exec(version.stdout)?.[1];
    if (found === undefined) {
      return { ok: false, problem: { kind: 'unavailable', message: 'There is no Debian’s Ansible here.' } };
    }
    return { ok: true, runtimes: [`Ansible ${found}`], run: runFleet };
  },
};
