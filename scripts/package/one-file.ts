import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { cached } from '../cached.ts';
import { projectRoot } from '../project-root.ts';
import { runCommand } from '../wine/run-command.ts';
import type { WindowsNode } from '../wine/windows-node.ts';
import { linuxNode } from './linux-node.ts';
import { licenceFile, partsOfBundle, type Part } from './parts.ts';
import { withResources } from './windows-resources.ts';

/** What node.exe looks for in itself to know whether it carries a program: https://nodejs.org/api/single-executable-applications.html */
const sentinel = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:';

const sha256 = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

export interface Bundle {
  readonly script: string;
  readonly parts: readonly Part[];
}

/** The program as one script, and whose code is in it. */
export async function bundleOneFile(koffi: Uint8Array, koffiVersion: string): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'unjam-one-file-'));
  try {
    await build({
      configFile: join(projectRoot, 'vite.one-file.config.ts'),
      root: projectRoot,
      logLevel: 'error',
      define: { LIBRARY_NAME: JSON.stringify(`koffi-${koffiVersion}-${sha256(koffi).slice(0, 16)}`) },
      build: { outDir: folder, license: { fileName: licenceFile } },
    });
    return { script: await readFile(join(folder, 'unjam.cjs'), 'utf8'), parts: await partsOfBundle(folder) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** `unjam.exe`: Node, the command line and koffi's library in one file that needs nothing beside it. Unsigned. */
export async function buildOneFile(
  node: WindowsNode,
  koffi: Uint8Array,
  { script }: Bundle,
): Promise<Uint8Array> {
  const key = sha256(node.version, script, koffi).slice(0, 32);
  const blob = await cached(`one-file/${key}.blob`, () => prepareBlob(node.version, script, koffi));
  const program = await readFile(node.executable);
  const at = program.indexOf(`${sentinel}0`);
  if (at < 0) throw new Error(`Node ${node.version} has no place for a program of its own`);
  program[at + sentinel.length] = '1'.charCodeAt(0);
  return withResources(program, {
    // for each kind of processor: one rule of AppLocker by publisher and name allows all
    fileName: 'unjam.exe',
    description: 'Unjam command line',
    data: { NODE_SEA_BLOB: blob },
  });
}

/**
 * Node itself writes what it will read; only the same version knows the format. For another system or processor code
 * cache and snapshot stay off: https://nodejs.org/docs/latest-v22.x/api/single-executable-applications.html
 */
async function prepareBlob(version: string, script: string, koffi: Uint8Array): Promise<Uint8Array> {
  const { executable } = await linuxNode(version);
  const folder = await mkdtemp(join(tmpdir(), 'unjam-one-file-'));
  try {
    await writeFile(join(folder, 'unjam.cjs'), script);
    await writeFile(join(folder, 'koffi.node'), koffi);
    const config = {
      main: 'unjam.cjs',
      output: 'unjam.blob',
      disableExperimentalSEAWarning: true,
      useCodeCache: false,
      useSnapshot: false,
      assets: { 'unjam.cjs': 'unjam.cjs', 'koffi.node': 'koffi.node' },
    };
    await writeFile(join(folder, 'config.json'), JSON.stringify(config));
    await runCommand(executable, ['--experimental-sea-config', 'config.json'], {
      cwd: folder,
      timeoutMs: 60_000,
    });
    return await readFile(join(folder, 'unjam.blob'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
