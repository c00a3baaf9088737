import { chmod, chown, copyFile, cp, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { makeReadable } from '../electron/stage-app.ts';
import { done, problem, type Outcome } from '../outcome.ts';
import { runCommand } from '../run-command.ts';

export interface UnprivilegedUser {
  name: string;
  uid: number;
  gid: number;
}

/** A user with a name who owns nothing: Chromium's sandbox works for it, and not for root. */
export async function unprivilegedUser(): Promise<Outcome<UnprivilegedUser>> {
  const name = 'nobody';
  const ids = await Promise.all(['-u', '-g'].map((flag) => runCommand('id', [flag, name])));
  const [uid, gid] = ids.map((id) => (id.ok ? Number(id.stdout.trim()) : 0));
  return uid && gid
    ? done({ name, uid, gid })
    : problem('broken', `There is no user called ${name} to run the end-to-end tests as.`);
}

/** Whether every user can get at a file or folder. */
export async function isOpenToAll(place: string): Promise<boolean> {
  for (let folder = path.dirname(place); ; folder = path.dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
    if (folder === path.dirname(folder)) break;
  }
  return ((await stat(place)).mode & 0o005) === 0o005;
}

/** The running Node, or a copy that the user can start when it sits in root's home. */
export async function nodeForAll(copyTo: string): Promise<string> {
  if (await isOpenToAll(process.execPath)) return process.execPath;
  await copyFile(process.execPath, copyTo);
  await chmod(copyTo, 0o755);
  return copyTo;
}

export async function makePrivateFolder(folder: string, user: UnprivilegedUser): Promise<string> {
  await mkdir(folder, { mode: 0o700 });
  await chown(folder, user.uid, user.gid);
  return folder;
}

export async function givePrivateCopy(file: string, to: string, user: UnprivilegedUser): Promise<string> {
  await copyFile(file, to);
  await chmod(to, 0o600);
  await chown(to, user.uid, user.gid);
  return to;
}

const copied = ['e2e', 'app', 'package.json', 'tsconfig.base.json'];
const packages = ['@playwright/test', 'valibot', 'axe-core'];

/** A copy of the tests and what they import that every user can read: the clone may be in root's home. */
export async function copyTests(projectRoot: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of copied) await cp(path.join(projectRoot, name), path.join(to, name), { recursive: true });
  const seen = new Set<string>();
  for (const name of packages) await copyPackage(name, projectRoot, to, seen);
  await makeReadable(to);
}

async function copyPackage(name: string, projectRoot: string, to: string, seen: Set<string>): Promise<void> {
  if (seen.has(name)) return;
  seen.add(name);
  const from = path.join(projectRoot, 'node_modules', name);
  await cp(from, path.join(to, 'node_modules', name), { recursive: true });
  const manifest = JSON.parse(await readFile(path.join(from, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  for (const dependency of Object.keys(manifest.dependencies ?? {})) {
    await copyPackage(dependency, projectRoot, to, seen);
  }
}
