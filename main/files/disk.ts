import fs from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { promisify } from 'node:util';
import { systemErrorCode } from './system-error.ts';

/** What the disk says of an entry. `id` names this very file, whatever it is called. */
export interface About {
  readonly kind: 'file' | 'folder' | 'link' | 'characters' | 'other';
  readonly size: number;
  readonly modifiedMs: number;
  readonly id: string;
}

const { constants } = fs;
// Windows has neither; there no name in a folder is a pipe or a terminal
const nonBlocking = (constants.O_NONBLOCK || 0) | (constants.O_NOCTTY || 0);
const openFlags = {
  read: constants.O_RDONLY | nonBlocking,
  /** Fails where there is something of that name, be it a link to nowhere. */
  create: constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
  append: constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | nonBlocking,
  /** Takes away what is in it. */
  empty: constants.O_WRONLY | constants.O_TRUNC | (constants.O_NOFOLLOW || 0) | nonBlocking,
} as const;

/**
 * All that is asked of the disk for files of ours. Each throws a system error where the disk refuses. Tests put
 * another one in its place (testing/faulty-disk.ts).
 */
export interface Disk {
  /** Does not wait, whatever is in the place of the file. Answers its number. */
  open(path: string, how: keyof typeof openFlags, mode?: number): number;
  about(file: number): About;
  /** Null where there is nothing. Of a link itself. */
  look(path: string): About | null;
  /** Answers how many bytes were read. */
  read(file: number, into: Uint8Array, at: number): number;
  /** Answers how many of the bytes were written. */
  write(file: number, bytes: Uint8Array): number;
  sync(file: number): void;
  close(file: number): void;
  rename(from: string, to: string): void;
  /** A second name; fails where there is something of that name. */
  link(from: string, to: string): void;
  remove(path: string): void;
  makeFolder(path: string): void;
  /** Fails where something is in it. */
  removeFolder(path: string): void;
  list(folder: string): readonly string[];
  pause(ms: number): void;
}

/** The same, for whoever must not wait for it. */
export type AsyncDisk = {
  readonly [K in keyof Disk]: (...args: Parameters<Disk[K]>) => Promise<ReturnType<Disk[K]>>;
};

const kindOf = (stat: BigIntStats): About['kind'] => {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'folder';
  if (stat.isSymbolicLink()) return 'link';
  return stat.isCharacterDevice() ? 'characters' : 'other';
};

const aboutOf = (stat: BigIntStats): About => ({
  kind: kindOf(stat),
  size: Number(stat.size),
  modifiedMs: Number(stat.mtimeMs),
  id: `${stat.dev}-${stat.ino}`,
});

const nullWhereNothingIs = (error: unknown): null => {
  if (systemErrorCode(error) === 'ENOENT') return null;
  throw error;
};

const exact = { bigint: true } as const;

export const nodeDisk: Disk = {
  open: (path, how, mode = 0o600) => fs.openSync(path, openFlags[how], mode),
  about: (file) => aboutOf(fs.fstatSync(file, exact)),
  look: (path) => {
    try {
      return aboutOf(fs.lstatSync(path, exact));
    } catch (error) {
      return nullWhereNothingIs(error);
    }
  },
  read: (file, into, at) => fs.readSync(file, into, 0, into.length, at),
  write: (file, bytes) => fs.writeSync(file, bytes),
  sync: (file) => fs.fsyncSync(file),
  close: (file) => fs.closeSync(file),
  rename: (from, to) => fs.renameSync(from, to),
  link: (from, to) => fs.linkSync(from, to),
  remove: (path) => fs.unlinkSync(path),
  makeFolder: (path) => fs.mkdirSync(path),
  removeFolder: (path) => fs.rmdirSync(path),
  list: (folder) => fs.readdirSync(folder),
  pause: (ms) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  },
};

const asked = {
  open: promisify(fs.open),
  fstat: promisify(fs.fstat),
  read: promisify(fs.read),
  write: promisify(fs.write),
  sync: promisify(fs.fsync),
  close: promisify(fs.close),
} as const;

export const nodeAsyncDisk: AsyncDisk = {
  open: (path, how, mode = 0o600) => asked.open(path, openFlags[how], mode),
  about: async (file) => aboutOf(await asked.fstat(file, exact)),
  look: (path) => fs.promises.lstat(path, exact).then(aboutOf, nullWhereNothingIs),
  read: async (file, into, at) => (await asked.read(file, into, 0, into.length, at)).bytesRead,
  write: async (file, bytes) => (await asked.write(file, bytes)).bytesWritten,
  sync: (file) => asked.sync(file),
  close: (file) => asked.close(file),
  rename: (from, to) => fs.promises.rename(from, to),
  link: (from, to) => fs.promises.link(from, to),
  remove: (path) => fs.promises.unlink(path),
  makeFolder: (path) => fs.promises.mkdir(path),
  removeFolder: (path) => fs.promises.rmdir(path),
  list: (folder) => fs.promises.readdir(folder),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
