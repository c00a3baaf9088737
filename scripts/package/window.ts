import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildApp } from '../build-app.ts';
import { downloadElectron, officialElectron } from '../electron/official.ts';
import { done, problem, type Outcome } from '../outcome.ts';
import { projectRoot } from '../project-root.ts';
import { lastLines, runCommand } from '../run-command.ts';
import { windowsNode, type WindowsArch } from '../wine/windows-node.ts';
import { writeIcons } from './icons.ts';
import { partOfElectron, partsOfBundle, together, type Part } from './parts.ts';

export interface PackedWindow {
  /** The folder with Unjam.exe and all it needs. */
  readonly folder: string;
  readonly parts: readonly Part[];
}

const { version: electronVersion } = officialElectron(projectRoot);

/** What electron-builder packs from: our bundles and koffi for that system, which npm does not install on this one. */
export async function stageWindow(into: string, nodeModules: string): Promise<Outcome<Part[]>> {
  const built = await buildApp(projectRoot);
  if (!built.ok) return built;
  await rm(into, { recursive: true, force: true });
  await mkdir(join(into, 'out'), { recursive: true });
  const manifest = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const { name, version, description, author, license, type, main, dependencies } = manifest;
  const kept = { name, version, description, author, license, type, main, dependencies };
  await writeFile(join(into, 'package.json'), JSON.stringify(kept, null, 2));
  const parts: Part[] = [];
  for (const part of ['main', 'preload', 'renderer']) {
    const folder = join(projectRoot, 'out', part);
    parts.push(...(await partsOfBundle(folder)));
    await cp(folder, join(into, 'out', part), { recursive: true });
    await rm(join(into, 'out', part, '.vite'), { recursive: true });
  }
  for (const scope of ['koffi', '@koromix']) {
    await cp(join(nodeModules, scope), join(into, 'node_modules', scope), { recursive: true });
  }
  return done(parts);
}

/** Packs the window for Windows; `unavailable` where no Electron for Windows can be had. */
export async function packWindow(arch: WindowsArch, work: string): Promise<Outcome<PackedWindow>> {
  const electron = await downloadElectron(projectRoot, 'win32', arch);
  if (electron.kind === 'rejected') return problem('broken', electron.why);
  if (electron.kind === 'unreachable') {
    return problem('unavailable', `Electron for Windows ${arch} is not to be had here: ${electron.why}`);
  }
  const app = join(work, 'app');
  const { folder: node } = await windowsNode(arch);
  const parts = await stageWindow(app, join(node, 'node_modules'));
  if (!parts.ok) return parts;
  await writeIcons(join(projectRoot, 'out', 'icons'));
  const packed = await electronBuilder([
    ...['--win', 'dir', `--${arch}`],
    `-c.directories.app=${app}`,
    `-c.directories.output=${work}`,
    `-c.electronDist=${dirname(electron.archive)}`,
  ]);
  if (!packed.ok) return packed;
  const name = (await readdir(work)).find((entry) => entry.endsWith('unpacked'));
  if (name === undefined) return problem('broken', 'electron-builder packed nothing');
  const folder = join(work, name);
  const electronPart = await partOfElectron(folder, electronVersion);
  return done({ folder, parts: together(parts.value, [electronPart]) });
}

export async function electronBuilder(args: readonly string[]): Promise<Outcome<void>> {
  const program = join(projectRoot, 'node_modules', 'electron-builder', 'cli.js');
  const ran = await runCommand(process.execPath, [program, '--publish', 'never', ...args], {
    cwd: projectRoot,
    timeoutMs: 10 * 60_000,
  });
  const output = lastLines(`${ran.stdout}\n${ran.stderr}`, 20);
  return ran.ok ? done(undefined) : problem('broken', `electron-builder: ${ran.trouble}\n${output}`);
}
