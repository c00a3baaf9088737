import { chownSync, linkSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { processRights } from '#native';
import type { Owner, Rights } from '#native';
import { temporaryFolder } from '../testing/bench.ts';
import { changeablePart } from './program-folder.ts';
import { untrustedFolder } from './trusted-folder.ts';

describe('a data folder', () => {
  let above: string;
  let folder: string;
  let owners: Map<string, Owner>;
  /** Everything is ours, but for what a test says. */
  const rights: Pick<Rights, 'ownerOf'> = { ownerOf: (path) => owners.get(path) ?? 'this-account' };
  const why = () => untrustedFolder(folder, rights);
  const because = (path: string, reason: string) => ({ kind: 'folder-untrusted', path, because: reason });

  beforeEach(() => {
    above = temporaryFolder();
    folder = join(above, 'Unjam');
    owners = new Map();
    mkdirSync(join(folder, 'own-sockets'), { recursive: true });
    mkdirSync(join(folder, 'window', 'Cache'), { recursive: true });
    writeFileSync(join(folder, 'audit.jsonl'), '');
    writeFileSync(join(folder, 'own-sockets', 'note'), '');
    writeFileSync(join(above, 'target'), '');
  });

  test('of our own files is trusted, and so is one that is yet to be made', () => {
    expect(why()).toBeNull();
    folder = join(above, 'not', 'yet');
    expect(why()).toBeNull();
  });

  test.each(['audit.jsonl', 'own-sockets/note', 'window'])('with a link as %s is not', (name) => {
    const path = join(folder, name);
    renameSync(path, join(above, 'away'));
    symlinkSync(join(above, 'target'), path);
    expect(why()).toEqual(because(path, 'link'));
    owners.set(path, 'administrator');
    expect(why()).toBeNull();
  });

  test('that is reached by a link is not, and none that leads nowhere is followed', () => {
    const link = join(above, 'link');
    symlinkSync(folder, link);
    folder = join(link, 'own-sockets');
    expect(why()).toEqual(because(link, 'link'));
    owners.set(link, 'administrator');
    expect(why()).toBeNull();
    folder = join(above, 'dangling');
    symlinkSync(join(above, 'nowhere'), folder);
    expect(why()).toEqual(because(folder, 'link'));
  });

  test.each(['audit.jsonl', 'own-sockets/note'])('with a second name for %s is not', (name) => {
    linkSync(join(folder, name), join(above, 'second name'));
    expect(why()).toEqual(because(join(folder, name), 'hard-link'));
  });

  test.each(['', 'audit.jsonl', 'own-sockets', 'own-sockets/note', 'window'])(
    'with “%s” of another account is not',
    (name) => {
      owners.set(join(folder, name), 'another-account');
      expect(why()).toEqual(because(join(folder, name), 'owner'));
    },
  );

  test('that is yet to be made in a folder of another account is not', () => {
    owners.set(above, 'another-account');
    folder = join(above, 'new', 'Unjam');
    expect(why()).toEqual(because(above, 'owner'));
  });

  test('on a volume without owners is trusted: there are no links there', () => {
    owners = new Map([folder, join(folder, 'audit.jsonl')].map((path) => [path, 'none']));
    expect(why()).toBeNull();
  });

  test('that cannot be examined is not trusted', () => {
    const failing = () => {
      throw Object.assign(new Error('denied'), { code: 'EACCES' });
    };
    expect(untrustedFolder(folder, { ownerOf: failing })).toEqual(because(folder, 'unreadable'));
  });

  test('that cannot be there, because a file is in its way, is left to whoever writes', () => {
    folder = join(folder, 'audit.jsonl', 'below');
    expect(why()).toBeNull();
  });

  test('is judged by the owners of this system', async ({ skip }) => {
    if (process.geteuid?.() !== 0) skip('only root can give a file to another account');
    const real = await processRights();
    if (!real.ok) throw new Error('no rights');
    expect(real.value.isElevated).toBe(true);
    expect(untrustedFolder(folder, real.value)).toBeNull();
    chownSync(join(folder, 'audit.jsonl'), 65_534, 65_534);
    expect(untrustedFolder(folder, real.value)).toEqual(because(join(folder, 'audit.jsonl'), 'owner'));
  });
});

test('of a program, its folder and those above, the first that others may change is named', () => {
  const part = (write: readonly string[], replace: readonly string[]) =>
    changeablePart('/apps/unjam/unjam.exe', {
      mayOthersWrite: (path) => write.includes(path),
      mayOthersReplaceIn: (path) => replace.includes(path),
    });
  expect(part([], [])).toBeNull();
  expect(part(['/apps/unjam/unjam.exe'], [])).toBe('/apps/unjam/unjam.exe');
  expect(part(['/apps/unjam'], ['/'])).toBe('/apps/unjam');
  expect(part([], ['/apps'])).toBe('/apps');
  expect(part([], ['/'])).toBe('/');
  // making a folder beside ours changes nothing of it
  expect(part(['/apps', '/'], [])).toBeNull();
});
