import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  cp,
  link,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { executableName, type ElectronRuntime } from './runtime.ts';

export interface StageOptions {
  projectRoot: string;
  /** A folder that does not exist yet; it may end up empty. */
  into: string;
  /** Nothing in the project or the runtime's own place may be needed: another user starts it. */
  selfContained?: boolean;
  /** Lead to the project itself instead of a copy of what was built, for hot reload. */
  linkToProject?: boolean;
}

export interface StagedApp {
  executable: string;
  /** To come before the app's own arguments. */
  args: string[];
  remove(): Promise<void>;
}

/**
 * Makes the built app startable with a runtime. The official Electron takes the project folder as an
 * argument, and finds koffi beside it. The stand-in (as an override too) has no default app, and a main that
 * is loaded late could not register its scheme before ready: there the app goes to `resources/app` of a
 * private copy of the runtime.
 */
export async function stageApp(runtime: ElectronRuntime, options: StageOptions): Promise<StagedApp> {
  const remove = (): Promise<void> => rm(options.into, { recursive: true, force: true });
  if (hasDefaultApp(runtime) && !options.selfContained) {
    return { executable: runtime.executable, args: [options.projectRoot], remove };
  }
  await linkTree(runtime.folder, options.into);
  const resources = path.join(options.into, 'resources');
  await mkdir(resources, { recursive: true, mode: 0o755 });
  const appFolder = path.join(resources, 'app');
  if (options.linkToProject) await symlink(options.projectRoot, appFolder);
  else await copyBuiltApp(options.projectRoot, appFolder);
  return { executable: path.join(options.into, executableName(process.platform)), args: [], remove };
}

function hasDefaultApp(runtime: ElectronRuntime): boolean {
  return (
    process.platform !== 'linux' || existsSync(path.join(runtime.folder, 'resources', 'default_app.asar'))
  );
}

/** The same files under another folder, without their bytes where the file system allows. */
async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await linkTree(source, target);
    else if (entry.isFile()) {
      const { mode } = await stat(source);
      if ((mode & 0o044) !== 0o044) await copyReadable(source, target, mode);
      // Another file system, or a user who may not link to it: a copy then.
      else await link(source, target).catch(() => copyFile(source, target));
    }
  }
}

async function copyReadable(source: string, target: string, mode: number): Promise<void> {
  await copyFile(source, target);
  await chmod(target, (mode & 0o100) !== 0 ? 0o755 : 0o644);
}

async function copyBuiltApp(projectRoot: string, appFolder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const { name, productName, version, type, main } = manifest;
  await mkdir(appFolder, { mode: 0o755 });
  await writeFile(
    path.join(appFolder, 'package.json'),
    JSON.stringify({ name, productName, version, type, main }, null, 2),
    { mode: 0o644 },
  );
  for (const part of ['main', 'preload', 'renderer']) {
    await cp(path.join(projectRoot, 'out', part), path.join(appFolder, 'out', part), { recursive: true });
  }
  await makeReadable(appFolder);
}

/** Readable by everyone, whatever umask the clone was made with. */
export async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) await makeReadable(place);
    else if (entry.isFile()) await chmod(place, ((await stat(place)).mode & 0o111) !== 0 ? 0o755 : 0o644);
  }
}
