import { electronPackages } from '../debian-package-lists.ts';
import { ensureDebianPackages } from '../debian-packages.ts';
import { done, type Outcome } from '../outcome.ts';
import { getElectron } from './get-electron.ts';
import { checkOsSandbox } from './os-sandbox.ts';
import type { ElectronRuntime } from './runtime.ts';

/** An Electron together with what it needs from the system. */
export async function acquireElectron(
  projectRoot: string,
  officialOnly: boolean,
): Promise<Outcome<ElectronRuntime>> {
  const packages = await ensureDebianPackages({
    packages: electronPackages,
    what: 'Electron',
    why: 'it draws its window with these libraries',
  });
  if (!packages.ok) return packages;
  const electron = await getElectron({ projectRoot, officialOnly });
  if (!electron.ok) return electron;
  const sandbox = await checkOsSandbox(electron.value.folder);
  return sandbox.ok ? done(electron.value) : sandbox;
}
