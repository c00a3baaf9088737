import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { runCommand } from '../wine/run-command.ts';
import { windowsNode } from '../wine/windows-node.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { writeIcons } from './icons.ts';
import { buildInstaller, type InstalledFile } from './installer.ts';
import { buildOneFile, bundleOneFile } from './one-file.ts';
import { licenceText, partsOfRuntime, together, type Part } from './parts.ts';
import { buildPortableZip, named } from './portable-zip.ts';
import { product } from './product.ts';
import { sign } from './sign.ts';
import { packWindow, type PackedWindow } from './window.ts';
import { writeWinget } from './winget.ts';

export interface Made {
  /** Names below `dist`, in their order. */
  readonly files: readonly string[];
  readonly signed: boolean;
  /** What should be there and is not, with the reason. */
  readonly missing: readonly string[];
}

const names = {
  program: 'unjam.exe',
  installer: `unjam-${product.version}-x64.msi`,
  zip: `unjam-${product.version}-win-x64.zip`,
  bill: `unjam-${product.version}.cdx.json`,
  licences: 'THIRD-PARTY-LICENCES.txt',
  winget: 'winget',
  sums: 'SHA256SUMS',
} as const;

type Variables = Readonly<Record<string, string | undefined>>;

/** Makes all that can be made here, into an empty `dist`. */
export async function makePackages(dist: string, env: Variables = process.env): Promise<Made> {
  const work = await mkdtemp(join(tmpdir(), 'unjam-package-'));
  try {
    await rm(dist, { recursive: true, force: true });
    await mkdir(dist, { recursive: true });
    return await makeAll(dist, work, env);
  } finally {
    await rm(work, { recursive: true });
  }
}

async function makeAll(dist: string, work: string, env: Variables): Promise<Made> {
  const [program, installer, bill, licences] = [
    names.program,
    names.installer,
    names.bill,
    names.licences,
  ].map((name) => join(dist, name)) as [string, string, string, string];
  const builtAt = await timeOfCommit(env);
  const missing: string[] = [];

  const { library, parts } = await makeProgram(program, work, env);
  const window = await packWindow('x64', join(work, 'window'));
  if (!window.ok) {
    if (window.problem.kind !== 'unavailable') throw new Error(window.problem.message);
    missing.push(`${names.zip}, and the feature Window of the MSI: ${window.problem.message}`);
  }
  const packed = window.ok ? window.value : null;

  const all = together(parts, await partsOfRuntime(), packed?.parts ?? []);
  await writeFile(licences, licenceText(all));
  await writeFile(bill, billOfMaterials(all, builtAt));

  const files: InstalledFile[] = [
    { feature: null, source: join(projectRoot, 'LICENSE'), target: 'LICENSE.txt' },
    { feature: null, source: licences, target: names.licences },
    { feature: 'CommandLine', source: program, target: names.program },
    // beside the program: what lies in a person's own folders may be forbidden
    { feature: 'CommandLine', source: library, target: 'koffi.node' },
    ...(packed === null ? [] : await filesOfWindow(packed, env)),
  ];
  await writeIcons(join(work, 'icons'));
  const productCode = await buildInstaller({
    files,
    icon: join(work, 'icons', 'icon.ico'),
    output: installer,
    builtAt,
  });
  const signed = await sign(installer, env);

  if (packed !== null) {
    const folder = await named(packed.folder, `Unjam ${product.version}`);
    await copyFile(licences, join(folder, names.licences));
    await buildPortableZip(folder, join(dist, names.zip), builtAt);
  }

  const releaseUrl = env['UNJAM_RELEASE_URL'];
  if (releaseUrl) {
    const url = `${releaseUrl.replace(/\/$/, '')}/${names.installer}`;
    await writeWinget(join(dist, names.winget), { url, sha256: await sha256Of(installer), productCode });
  } else missing.push('winget manifests: UNJAM_RELEASE_URL does not say where the MSI will be downloaded.');

  const made = await filesBelow(dist);
  const sums = await Promise.all(made.map(async (name) => `${await sha256Of(join(dist, name))}  ${name}\n`));
  await writeFile(join(dist, names.sums), sums.join(''));
  return { files: [...made, names.sums], signed, missing };
}

/** `unjam.exe` and its library, which is signed before the program takes its bytes in. */
async function makeProgram(
  exe: string,
  work: string,
  env: Variables,
): Promise<{ library: string; parts: readonly Part[] }> {
  const { koffiLibrary, koffiVersion } = await windowsNode();
  const library = join(work, 'koffi.node');
  await copyFile(koffiLibrary, library);
  await sign(library, env);
  const bytes = await readFile(library);
  const bundle = await bundleOneFile(bytes, koffiVersion);
  await writeFile(exe, await buildOneFile(bytes, bundle));
  await sign(exe, env);
  return { library, parts: bundle.parts };
}

async function filesOfWindow({ folder }: PackedWindow, env: Variables): Promise<InstalledFile[]> {
  const found = await filesBelow(folder);
  // koffi's library stays as it is: the window knows the hash of the pinned one
  for (const name of found) if (/\.(exe|dll)$/.test(name)) await sign(join(folder, name), env);
  return found.map((name) => ({ feature: 'Window', source: join(folder, name), target: `window/${name}` }));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

const sha256Of = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** In seconds. All that bears a time inside bears this one, so that the same commit gives the same files. */
async function timeOfCommit(env: Variables): Promise<number> {
  const given = env['SOURCE_DATE_EPOCH'];
  if (given !== undefined) return Number(given);
  const text = await runCommand('git', ['log', '-1', '--format=%ct'], {
    cwd: projectRoot,
    timeoutMs: 20_000,
  });
  return Number(text);
}
