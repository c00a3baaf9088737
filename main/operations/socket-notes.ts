import { createHash } from 'node:crypto';
import { uptime } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { DeviceIdSchema } from '#app/dot4/device.ts';
import type { Device } from '#app/dot4/device.ts';
import { HostSocketSchema } from '#app/dot4/sockets.ts';
import { systemIdentity } from '#native';
import type { SystemIdentity } from '#native';
import type { SocketNotes } from './own-sockets.ts';
import { despiteHolders } from '../files/despite-holders.ts';
import { ignoringSystemErrors } from '../files/read-file.ts';
import { readJson } from '../files/read-json.ts';
import { disk, onDisk } from '../files/steps.ts';
import type { Files, Steps } from '../files/steps.ts';
import { systemErrorCode } from '../files/system-error.ts';
import { writeWhole } from '../files/write-whole.ts';
import { isRunning } from '../is-running.ts';

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
/** Also of a note that its maker was ended before it had its name (write-whole.ts). */
const makerOf = (name: string): Maker | null => {
  const [, pid = '', startedAt = ''] =
    /^(\d+)-(\d*)-[0-9a-f]{32}\.json(\.[0-9a-f-]{36}\.tmp)?$/.exec(name) ?? [];
  return pid === '' ? null : { pid: Number(pid), startedAt: startedAt === '' ? null : startedAt };
};

/** Null where the file cannot be read now, or is gone. */
function* noteIn(path: string): Steps<Note | 'torn' | null> {
  try {
    const found = yield* readJson(path);
    if (found === null) return null;
    const parsed = v.safeParse(NoteSchema, found.value);
    return parsed.success ? parsed.output : 'torn';
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return null;
  }
}

/** Sorted; none where there is no folder yet. */
function* namesIn(folder: string): Steps<readonly string[]> {
  try {
    return (yield* disk.list(folder)).toSorted();
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return [];
  }
}

/** True when this call removed it: of many programs that try, one. An empty note says as little as none. */
function* remove(path: string): Steps<boolean> {
  const isGone = yield* ignoringSystemErrors(() => despiteHolders(() => disk.remove(path)));
  if (isGone) return true;
  yield* ignoringSystemErrors(function* () {
    yield* disk.close(yield* disk.open(path, 'empty'));
  });
  return false;
}

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
  files: Files = onDisk,
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
  function* ofEnded(): Steps<readonly OwnNote[]> {
    const found: OwnNote[] = [];
    for (const name of yield* namesIn(folder)) {
      const maker = makerOf(name);
      // asked first: what a running one writes may be half written
      if (maker === null || !hasEnded(maker)) continue;
      const path = join(folder, name);
      const note = yield* noteIn(path);
      if (note === 'torn' || (note !== null && isOver(note))) yield* remove(path);
      else if (note?.deviceId === deviceId) found.push({ path, note });
    }
    return found;
  }
  function* leftOvers(): Steps<readonly OwnNote[]> {
    return (yield* ofEnded()).filter(({ note }) => isSameBoot(note) && isSinceArrival(note));
  }
  /** Whether the last of them was removed by this call. */
  function* removeAll(notes: readonly OwnNote[], hostSocket: number): Steps<boolean> {
    let isLastGone = false;
    for (const { path, note } of notes) if (note.hostSocket === hostSocket) isLastGone = yield* remove(path);
    return isLastGone;
  }

  function* made(hostSocket: number): Steps<void> {
    const path = pathOf(hostSocket);
    const { boot } = system;
    const note: Note = { schema: 2, deviceId, hostSocket, arrivedAt, boot, uptimeMs: system.uptimeMs() };
    try {
      yield* writeWhole(path, JSON.stringify(note));
    } catch (error) {
      // an earlier one of the same number would speak of a socket that is gone
      yield* remove(path);
      throw error;
    }
    // the driver has given the number again: whoever had it has lost it
    yield* removeAll(yield* ofEnded(), hostSocket);
  }

  return {
    made: (hostSocket) => files.now(made(hostSocket)),
    gone: (hostSocket) => void files.now(remove(pathOf(hostSocket))),
    stillOurs: (creatorEnds) => {
      const found = files.now(leftOvers());
      // with its creator the socket went too
      if (creatorEnds === 'frees') for (const { path } of found) files.now(remove(path));
      return creatorEnds === 'leaks' ? [...new Set(found.map(({ note }) => note.hostSocket))] : [];
    },
    // they come sorted by name, so that all programs that try contend for the same last one
    take: (hostSocket) =>
      files.now(
        (function* () {
          return yield* removeAll(yield* leftOvers(), hostSocket);
        })(),
      ),
  };
};
