import { cpSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import type { DataFolders } from './data-folder.ts';
import { codeOrThrow, systemErrorCode } from './files/system-error.ts';

/** "settings.json", and what lies beside it for its sake. */
const staysWithSettings = (name: string): boolean => name.startsWith('settings.');

/** Where that cannot be seen, moving fails, too. */
const isThere = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    codeOrThrow(error);
    return false;
  }
};

/** Of a full part of the trail ("audit.2026-03.0009871.jsonl") the file that goes on. */
const wholeOf = (name: string): string => name.replace(/^([^.]+)\..*(\.jsonl)$/, '$1$2');

/** Whole or not at all. */
const move = (from: string, to: string): void => {
  try {
    renameSync(from, to);
  } catch (error) {
    if (systemErrorCode(error) !== 'EXDEV') throw error;
    // a house may keep the roaming folders of its users on a share
    const beside = `${to}.${crypto.randomUUID()}.tmp`;
    try {
      cpSync(from, beside, { recursive: true, preserveTimestamps: true });
      renameSync(beside, to);
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
    rmSync(from, { recursive: true });
  }
};

const namesIn = (folder: string): string[] => {
  try {
    // the parts of a trail before the file that goes on: ended between two of them, it goes on with the next start
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
};

/**
 * What an older Unjam kept beside the settings is of this computer, and is moved there once. Where the same lies there
 * already, an older Unjam on another computer has written it since: it stays. Null: there was nothing to move.
 */
export const takeOver = ({ settings, local }: DataFolders): Fault | null => {
  if (settings === local) return null;
  const due = namesIn(settings).filter(
    (name) => !staysWithSettings(name) && !isThere(join(local, name)) && !isThere(join(local, wholeOf(name))),
  );
  if (due.length === 0) return null;
  const names: string[] = [];
  const left: { name: string; code: string }[] = [];
  for (const name of due) {
    try {
      mkdirSync(local, { recursive: true });
      move(join(settings, name), join(local, name));
      names.push(name);
    } catch (error) {
      const code = codeOrThrow(error);
      // another program of ours has moved it
      if (code !== 'ENOENT') left.push({ name, code });
    }
  }
  return names.length === 0 && left.length === 0
    ? null
    : { kind: 'data-taken-over', from: settings, to: local, names, left };
};
