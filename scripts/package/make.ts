import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { runCommand } from '../wine/run-command.ts';
import { windowsNode, type WindowsArch } from '../wine/windows-node.ts';
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
  /** What is there and never ran, with the reason. */
  readonly neverRun: readonly string[];
}

export const names = {
  program: { x64: 'unjam.exe', arm64: `unjam-${product.version}-arm64.exe` },
  installer: `unjam-${product.version}-x64.msi`,
  zip: {
    x64: `unjam-${product.version}-win-x64.zip`,
    arm64: `unjam-${product.version}-win-arm64.zip`,
  },
  bill: {
    x64: `unjam-${product.version}.cdx.json`,
    arm64: `unjam-${product.version}-arm64.cdx.json`,
  },
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

/** Of one kind of processor. */
interface Programs {
  readonly program: string;
  readonly library: string;
  readonly window: PackedWindow | null;
  readonly parts: readonly Part[];
}

async function makeAll(dist: string, work: string, env: Variables): Promise<Made> {
  const [installer, licences] = [join(dist, names.installer), join(dist, names.licences)];
  const builtAt = await timeOfCommit(env);
  const missing: string[] = [];

  const x64 = await makePrograms('x64', dist, work, env, missing);
  const arm64 = await makePrograms('arm64', dist, work, env, missing);
  await writeFile(licences, licenceText(together(x64.parts, arm64.parts)));
  await writeFile(join(dist, names.bill.x64), billOfMaterials('x64', x64.parts, builtAt));
  await writeFile(join(dist, names.bill.arm64), billOfMaterials('arm64', arm64.parts, builtAt));

  const files: InstalledFile[] = [
    { feature: null, source: join(projectRoot, 'LICENSE'), target: 'LICENSE.txt' },
    { feature: null, source: licences, target: names.licences },
    { feature: 'CommandLine', source: x64.program, target: names.program.x64 },
    // beside the program: what lies in a person's own folders may be forbidden
    { feature: 'CommandLine', source: x64.library, target: 'koffi.node' },
    ...(x64.window === null ? [] : await filesOfWindow(x64.window)),
  ];
  await writeIcons(join(work, 'icons'));
  const productCode = await buildInstaller({
    files,
    icon: join(work, 'icons', 'icon.ico'),
    output: installer,
    builtAt,
  });
  const signed = await sign(installer, env);

  for (const [arch, { window }] of Object.entries({ x64, arm64 })) {
    if (window === null) continue;
    const folder = await named(window.folder, `Unjam ${product.version}`);
    await copyFile(licences, join(folder, names.licences));
    await buildPortableZip(folder, join(dist, names.zip[arch as WindowsArch]), builtAt);
  }

  const releaseUrl = env['UNJAM_RELEASE_URL'];
  if (releaseUrl) {
    const url = `${releaseUrl.replace(/\/$/, '')}/${names.installer}`;
    await writeWinget(join(dist, names.winget), { url, sha256: await sha256Of(installer), productCode });
  } else missing.push('winget manifests: UNJAM_RELEASE_URL does not say where the MSI will be downloaded.');

  const made = await filesBelow(dist);
  const sums = await Promise.all(made.map(async (name) => `${await sha256Of(join(dist, name))}  ${name}\n`));
  await writeFile(join(dist, names.sums), sums.join(''));
  const neverRun = made
    .filter((name) => name === names.program.arm64 || name === names.zip.arm64)
    .map((name) => `${name}: there is no Windows on ARM64 here. Only its contents are checked.`);
  return { files: [...made, names.sums], signed, missing, neverRun };
}

async function makePrograms(
  arch: WindowsArch,
  dist: string,
  work: string,
  env: Variables,
  missing: string[],
): Promise<Programs> {
  const own = join(work, arch);
  await mkdir(own);
  const program = join(dist, names.program[arch]);
  const { library, parts } = await makeProgram(arch, program, own, env);
  const packed = await packWindow(arch, join(own, 'window'));
  if (!packed.ok) {
    if (packed.problem.kind !== 'unavailable') throw new Error(packed.problem.message);
    const alsoMissing = arch === 'x64' ? ', and the feature Window of the MSI' : '';
    missing.push(`${names.zip[arch]}${alsoMissing}: ${packed.problem.message}`);
  }
  const window = packed.ok ? packed.value : null;
  if (window !== null) await signWindow(window, env);
  return {
    program,
    library,
    window,
    parts: together(parts, await partsOfRuntime(arch), window?.parts ?? []),
  };
}

/** `unjam.exe` and its library, which is signed before the program takes its bytes in. */
async function makeProgram(
  arch: WindowsArch,
  exe: string,
  work: string,
  env: Variables,
): Promise<{ library: string; parts: readonly Part[] }> {
  const node = await windowsNode(arch);
  const library = join(work, 'koffi.node');
  await copyFile(node.koffiLibrary, library);
  await sign(library, env);
  const bytes = await readFile(library);
  const bundle = await bundleOneFile(bytes, node.koffiVersion);
  await writeFile(exe, await buildOneFile(node, bytes, bundle));
  await sign(exe, env);
  return { library, parts: bundle.parts };
}

async function signWindow({ folder }: PackedWindow, env: Variables): Promise<void> {
  // koffi's library stays as it is: the window knows the hash of the pinned one
  for (const name of await filesBelow(folder)) {
    if (/\.(exe|dll)$/.test(name)) await sign(join(folder, name), env);
  }
}

async function filesOfWindow({ folder }: PackedWindow): Promise<InstalledFile[]> {
  const found = await filesBelow(folder);
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
