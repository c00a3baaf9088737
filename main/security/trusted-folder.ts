import { lstatSync, readdirSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import type { Rights } from '#native';
import { codeOrThrow } from '../files/system-error.ts';

type Untrusted = Extract<Fault, { kind: 'folder-untrusted' }>;

const refuse = (path: string, because: Untrusted['because']): Untrusted => ({
  kind: 'folder-untrusted',
  path,
  because,
});

/** Chromium's own. Whether it leads elsewhere is looked at, and what Chromium keeps in it is not. */
const ofChromium = 'window';

/**
 * SECURITY: why an elevated program must not write into a folder, or null. An account without an administrator's rights
 * could lead it elsewhere: by a link on the way or in the folder, by a second name of a file, or because the folder is
 * its own. What is answered holds for this moment (docs/security.md).
 */
export const untrustedFolder = (folder: string, rights: Pick<Rights, 'ownerOf'>): Untrusted | null => {
  /** A link is an order to write elsewhere: only an administrator gives it. */
  const whyNotLink = (path: string): Untrusted | null =>
    lstatSync(path).isSymbolicLink() && rights.ownerOf(path) !== 'administrator'
      ? refuse(path, 'link')
      : null;
  const whyNot = (path: string): Untrusted | null => {
    const about = lstatSync(path);
    if (about.isSymbolicLink()) return whyNotLink(path);
    if (about.isFile() && about.nlink > 1) return refuse(path, 'hard-link');
    return rights.ownerOf(path) === 'another-account' ? refuse(path, 'owner') : null;
  };
  try {
    const onTheWay = foldersDownTo(folder).filter((path) => aboutOf(path) !== undefined);
    return (
      first(onTheWay, whyNotLink) ?? first(onTheWay.slice(-1), whyNot) ?? first(contentOf(folder), whyNot)
    );
  } catch (error) {
    // whatever else is wrong with it, whoever writes meets it, too
    return isDenied(codeOrThrow(error)) ? refuse(folder, 'unreadable') : null;
  }
};

const isDenied = (code: string): boolean => code === 'EACCES' || code === 'EPERM';

const first = <T>(paths: Iterable<string>, why: (path: string) => T | null): T | null => {
  for (const path of paths) {
    const found = why(path);
    if (found !== null) return found;
  }
  return null;
};

const foldersDownTo = (folder: string): readonly string[] => {
  const above = dirname(folder);
  return above === folder ? [folder] : [...foldersDownTo(above), folder];
};

const aboutOf = (path: string): Stats | undefined => {
  try {
    return lstatSync(path);
  } catch (error) {
    // below a file there is nothing, either
    if (['ENOENT', 'ENOTDIR'].includes(codeOrThrow(error))) return undefined;
    throw error;
  }
};

/** Each before what is in it: what a link leads to is never looked into. */
function* contentOf(folder: string): Generator<string> {
  if (aboutOf(folder)?.isDirectory() !== true) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    yield path;
    if (name !== ofChromium) yield* contentOf(path);
  }
}
