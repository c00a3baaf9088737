import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { DeviceIdSchema } from '#app/dot4/device.ts';
import type { Device } from '#app/dot4/device.ts';
import { HostSocketSchema } from '#app/dot4/sockets.ts';
import { systemIdentity } from '#native';
import type { SystemIdentity } from '#native';
import type { SocketNotes } from './measure/measure-driver.ts';
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
  uptimeMs(): number;
  isRunning(pid: number): boolean;
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

interface StoredNote {
  readonly path: string;
  readonly maker: Maker;
  /** Null: not to be read, because it is just being written or its maker was ended while it wrote. */
  readonly note: Note | null;
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
  const isGone = ignoringSystemErrors(() => despiteHolders(() => fs.unlinkSync(path)));
  if (!isGone) ignoringSystemErrors(() => fs.truncateSync(path, 0));
  return isGone;
};

const write = (path: string, note: Note): void => {
  const file = fs.openSync(path, 'w', 0o600);
  try {
    fs.writeFileSync(file, JSON.stringify(note));
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
};

/**
 * The sockets that this program has made on a device and not yet destroyed, each in a small file of its own: it is
 * written once and removed by its maker, so programs side by side never write the same file. A program that is ended
 * half way leaves its files behind.
 *
 * A left-over (`stillOurs`) proves this: in this start of the system, since the device last arrived and within an
 * hour, a process of Unjam made this socket; that process has ended and has not written down that the socket is gone;
 * no running one has made a socket of that number; and the driver keeps sockets whose creator has ended. It does not
 * prove that the number still names that socket: a program that destroys the sockets of others may have freed it,
 * and the driver may have given it to somebody since. So it is a candidate and no more: what destroys it asks
 * everything that a close asks first. Whatever cannot be read or compared is no left-over.
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
    if (!system.isRunning(pid)) return true;
    const start = system.startOf(pid);
    return start !== null && startedAt !== null && start !== startedAt;
  };

  const stored = (): readonly StoredNote[] => {
    let names: readonly string[];
    try {
      names = fs.readdirSync(folder).sort();
    } catch (error) {
      if (systemErrorCode(error) === null) throw error;
      return [];
    }
    return names.flatMap((name) => {
      const maker = makerOf(name);
      return maker === null ? [] : [{ path: join(folder, name), maker, note: noteIn(join(folder, name)) }];
    });
  };
  const noteIn = (path: string): Note | null => {
    try {
      const parsed = v.safeParse(NoteSchema, readJson(path)?.value);
      return parsed.success ? parsed.output : null;
    } catch (error) {
      if (systemErrorCode(error) === null) throw error;
      return null;
    }
  };

  /** Nothing can be made of it by any program any more. */
  const isOver = ({ note }: StoredNote): boolean => {
    if (note === null) return true;
    const ageMs = system.uptimeMs() - note.uptimeMs;
    return ageMs < 0 || ageMs >= longestOursMs;
  };
  const isSameBoot = (note: Note): boolean => note.boot !== null && note.boot === system.boot;
  const isSinceArrival = (note: Note): boolean => arrivedAt !== null && note.arrivedAt === arrivedAt;

  /** Left-overs of this device by number; what ended programs left and is over is removed on the way. */
  const leftOvers = (): ReadonlyMap<number, readonly StoredNote[]> => {
    const running = new Set<number>();
    const found = new Map<number, StoredNote[]>();
    for (const one of stored()) {
      const { note, maker } = one;
      const isOurDevice = note?.deviceId === deviceId;
      if (!hasEnded(maker)) {
        if (isOurDevice) running.add(note.hostSocket);
      } else if (isOver(one)) {
        remove(one.path);
      } else if (isOurDevice && isSameBoot(note) && isSinceArrival(note)) {
        found.set(note.hostSocket, [...(found.get(note.hostSocket) ?? []), one]);
      }
    }
    // the driver has given these numbers to one of ours since
    for (const hostSocket of running) found.delete(hostSocket);
    return found;
  };

  return {
    made: (hostSocket) => {
      fs.mkdirSync(folder, { recursive: true });
      const path = pathOf(hostSocket);
      const { boot } = system;
      const note: Note = { schema: 2, deviceId, hostSocket, arrivedAt, boot, uptimeMs: system.uptimeMs() };
      try {
        despiteHolders(() => write(path, note));
      } catch (error) {
        remove(path);
        throw error;
      }
    },
    gone: (hostSocket) => void remove(pathOf(hostSocket)),
    stillOurs: (creatorEnds) => {
      const found = leftOvers();
      // with its creator the socket went too
      if (creatorEnds === 'frees') for (const { path } of [...found.values()].flat()) remove(path);
      return creatorEnds === 'leaks' ? [...found.keys()] : [];
    },
    take: (hostSocket) => {
      const notes = leftOvers().get(hostSocket) ?? [];
      // by name, so that all programs that try contend for the same last one
      return notes.map(({ path }) => remove(path)).at(-1) ?? false;
    },
  };
};
