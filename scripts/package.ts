import path from 'node:path';
import { packagingPackages } from './debian-package-lists.ts';
import { ensureDebianPackages } from './debian-packages.ts';
import { say } from './machine.ts';
import { makePackages } from './package/make.ts';
import { differencesOfAnother } from './package/reproducible.ts';
import { projectRoot } from './project-root.ts';

// `npm run package`: makes all packages that can be made here. With --complete, what is missing is a failure; with
// --twice they are made once more, and what is not the same is a failure.
const options = process.argv.slice(2);
const packages = await ensureDebianPackages({
  packages: packagingPackages,
  what: 'Packaging',
  why: 'wixl makes the installer',
});
if (packages.ok) {
  const dist = path.join(projectRoot, 'dist');
  const { files, signed, missing, neverRun } = await makePackages(dist);
  for (const name of files) say(path.join('dist', name));
  say(signed ? 'Signed.' : 'Not signed: no UNJAM_SIGN_… names a certificate.');
  for (const words of neverRun) say(`Never run: ${words}`);
  for (const words of missing) say(`Missing: ${words}`);
  if (options.includes('--complete') && missing.length > 0) process.exitCode = 1;
  if (options.includes('--twice')) {
    const different = await differencesOfAnother(dist);
    say(
      different.length === 0 ? 'Made twice: the same.' : `Made twice, not the same: ${different.join(', ')}`,
    );
    if (different.length > 0) process.exitCode = 1;
  }
} else {
  console.error(packages.problem.message);
  process.exitCode = 1;
}
