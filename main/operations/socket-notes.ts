import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { DeviceIdSchema } from '#app/dot4/device.ts';
import type { Device } from '#app/dot4/device.ts';
import { HostSocketSchema } from '#app/dot4/sockets.ts';
import { systemIdentity } from '#native';
import type { SystemIdentity } from '#native';
import type { SocketNotes } from './own-sockets.ts';
import { readJson } from '../files/read-json.ts';
import { systemErrorCode } from '../files/system-error.ts';
import { despiteHolders } from '../files/write-whole.ts';

/** A process, for good: process ids are given again. */
interface Maker {
  readonly pid: number;
  /** Null where the system did not say: then it is the one of that id, whenever there is one. */
  readonly startedAt: string | null;
}

const NoteSchema = v.object({
  schema: v.literal(2),
  deviceId: DeviceIdSchema,
  hostSocket: HostSocketSchema,
  /** When the device had last arrived, as the system writes it: a driver forgets its sockets when a device leaves. */
  arrivedAt: v.nullable(v.number()),
  boot: v.nullable(v.string()),
  /** How long the system had been up, in ms: no clock that can be set. */
  uptimeMs: v.number(),
});
type Note = v.InferOutput<typeof NoteSchema>;

/** Later than this nobody knows who has the number by now. */
const longestOursMs = 60 * 60 * 1000;

/** The system as the notes see it. */
export interface NotesSystem extends SystemIdentity {
  readonly pid: number;
  readonly uptimeMs: () => number;
  readonly isRunning: (pid: number) => boolean;
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // it is there, and not ours to signal
    return systemErrorCode(error) === 'EPERM';
  }
};

/** Without koffi no device is opened either; no left-over is recognised then. */
const unknownIdentity: SystemIdentity = { boot: null, startOf: () => null };

export const thisSystem = async (): Promise<NotesSystem> => {
  const { boot, startOf } = await systemIdentity().catch(() => unknownIdentity);
  return { boot, startOf, pid: process.pid, uptimeMs: () => uptime() * 1000, isRunning };
};

/** For simulated devices: they end with this process. */
export const noNotes: SocketNotes = {
  made: () => undefined,
  gone: () => undefined,
  stillOurs: () => [],
  take: () => false,
};

interface OwnNote {
  readonly path: string;
  readonly note: Note;
}

/** "4104-133770000000000000-<digest of device and socket>.json": what it takes to know the maker of a torn one. */
const nameOf = ({ pid, startedAt }: Maker, deviceId: string, hostSocket: number): string => {
  const digest = createHash('sha256')
    .update(JSON.stringify([deviceId, hostSocket]))
    .digest('hex');
  return `${pid}-${startedAt ?? ''}-${digest.slice(0, 32)}.json`;
};
const makerOf = (name: string): Maker | null => {
  const [, pid = '', startedAt = ''] = /^(\d+)-(\d*)-[0-9a-f]{32}\.json$/.exec(name) ?? [];
  return pid === '' ? null : { pid: Number(pid), startedAt: startedAt === '' ? null : startedAt };
};

/** Null where the file cannot be read now, or is gone. */
const noteIn = (path: string): Note | 'torn' | null => {
  try {
    const found = readJson(path);
    if (found === null) return null;
    const parsed = v.safeParse(NoteSchema, found.value);
    return parsed.success ? parsed.output : 'torn';
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return null;
  }
};

/** Sorted; none where there is no folder yet. */
const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return [];
  }
};

const ignoringSystemErrors = (change: () => void): boolean => {
  try {
    change();
    return true;
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return false;
  }
};

/** True when this call removed it: of many programs that try, one. An empty note says as little as none. */
const remove = (path: string): boolean => {
  const isGone = ignoringSystemErrors(() => despiteHolders(() => unlinkSync(path)));
  if (!isGone) ignoringSystemErrors(() => truncateSync(path, 0));
  return isGone;
};

const write = (path: string, note: Note): void => {
  const file = openSync(path, 'w', 0o600);
  try {
    writeFileSync(file, JSON.stringify(note));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/**
 * The sockets that this program has made on a device and not yet destroyed, each in a small file of its own: it is
 * written once and removed by its maker, so programs side by side never write the same file. A program that is ended
 * half way leaves its files behind.
 *
 * A left-over (`stillOurs`) proves this: in this start of the system, since the device last arrived and within an
 * hour, a process of Unjam made this socket; that process has ended and has not written down that the socket is gone;
 * no other process of Unjam has been given the number since; and the driver keeps sockets whose creator has ended.
 * It does not prove that the number still names that socket: a program that destroys the sockets of others may have
 * freed it, and the driver may have given the number to another program. So it is a candidate and no more: whoever
 * destroys it checks all that a close checks, and then takes it. What cannot be read or compared is no left-over.
 */
export const fileNotes = (
  folder: string,
  { id: deviceId, arrivedAt }: Pick<Device, 'id' | 'arrivedAt'>,
  system: NotesSystem,
): SocketNotes => {
  const me: Maker = { pid: system.pid, startedAt: system.startOf(system.pid) };
  const pathOf = (hostSocket: number): string => join(folder, nameOf(me, deviceId, hostSocket));

  /** In doubt it runs. */
  const hasEnded = ({ pid, startedAt }: Maker): boolean => {
    if (pid === me.pid && startedAt === me.startedAt) return false;
    if (!system.isRunning(pid)) return true;
    const start = system.startOf(pid);
    return start !== null && startedAt !== null && start !== startedAt;
  };

  /** Of an earlier start of the system, or too old. */
  const isOver = (note: Note): boolean => {
    const ageMs = system.uptimeMs() - note.uptimeMs;
    return ageMs < 0 || ageMs >= longestOursMs;
  };
  const isSameBoot = (note: Note): boolean => note.boot !== null && note.boot === system.boot;
  const isSinceArrival = (note: Note): boolean => arrivedAt !== null && note.arrivedAt === arrivedAt;

  /** What ended programs left on this device; what is torn or over is removed on the way. */
  const ofEnded = (): readonly OwnNote[] =>
    namesIn(folder).flatMap((name) => {
      const maker = makerOf(name);
      // asked first: what a running one writes may be half written
      if (maker === null || !hasEnded(maker)) return [];
      const path = join(folder, name);
      const note = noteIn(path);
      if (note === 'torn' || (note !== null && isOver(note))) remove(path);
      else if (note?.deviceId === deviceId) return [{ path, note }];
      return [];
    });
  const leftOvers = (): readonly OwnNote[] =>
    ofEnded().filter(({ note }) => isSameBoot(note) && isSinceArrival(note));
  const removeAll = (notes: readonly OwnNote[], hostSocket: number): readonly boolean[] =>
    notes.filter(({ note }) => note.hostSocket === hostSocket).map(({ path }) => remove(path));

  return {
    made: (hostSocket) => {
      mkdirSync(folder, { recursive: true });
      const path = pathOf(hostSocket);
      const { boot } = system;
      const note: Note = { schema: 2, deviceId, hostSocket, arrivedAt, boot, uptimeMs: system.uptimeMs() };
      try {
        despiteHolders(() => write(path, note));
      } catch (error) {
        remove(path);
        throw error;
      }
      // the driver has given the number again: whoever had it has lost it
      removeAll(ofEnded(), hostSocket);
    },
    gone: (hostSocket) => void remove(pathOf(hostSocket)),
    stillOurs: (creatorEnds) => {
      const found = leftOvers();
      // with its creator the socket went too
      if (creatorEnds === 'frees') for (const { path } of found) remove(path);
      return creatorEnds === 'leaks' ? [...new Set(found.map(({ note }) => note.hostSocket))] : [];
    },
    // they come sorted by name, so that all programs that try contend for the same last one
    take: (hostSocket) => removeAll(leftOvers(), hostSocket).at(-1) ?? false,
  };
};
