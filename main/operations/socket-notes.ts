import { rmSync } from 'node:fs';
import { uptime } from 'node:os';
import * as v from 'valibot';
import { DeviceIdSchema } from '#app/dot4/device.ts';
import { HostSocketSchema } from '#app/dot4/sockets.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { SocketNotes } from './measure/measure-driver.ts';
import { readChecked } from '../files/read-checked.ts';
import { writeAtomically } from '../files/write-atomically.ts';

const NotesSchema = v.strictObject({
  schema: v.literal(1),
  sockets: v.array(
    v.strictObject({
      deviceId: DeviceIdSchema,
      hostSocket: HostSocketSchema,
      madeAt: v.number(),
      bootedAt: v.number(),
      pid: v.number(),
    }),
  ),
});
type Note = v.InferOutput<typeof NotesSchema>['sockets'][number];

/** Later than this nobody knows who has the number by now. */
const longestOursMs = 60 * 60 * 1000;
/** The same start of the system, told by two clocks that may be set meanwhile. */
const sameBootMs = 60 * 1000;

/** The system as the notes see it. */
export interface NotesSystem {
  readonly pid: number;
  now(): number;
  bootedAt(): number;
  isRunning(pid: number): boolean;
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // it is there, and not ours to signal
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

export const thisSystem: NotesSystem = {
  pid: process.pid,
  now: () => Date.now(),
  bootedAt: () => Date.now() - uptime() * 1000,
  isRunning,
};

/** For simulated devices: they end with this process. */
export const noNotes: SocketNotes = { made: () => undefined, gone: () => undefined, stillOurs: () => [] };

/**
 * The sockets that a measurement has made and not yet destroyed, in a small file that is there only as long as
 * there are any. A noted socket can still be ours when the process that made it has ended, the system has not been
 * restarted since, no more than an hour has passed, and this driver keeps sockets whose creator has ended: then only
 * somebody who destroys the sockets of others can have freed the number. It is ours no longer in all other cases.
 */
export const fileNotes = (
  path: string,
  deviceId: string,
  tell: (fault: Fault) => void,
  system: NotesSystem = thisSystem,
): SocketNotes => {
  const read = (): readonly Note[] => readChecked(path, NotesSchema, tell)?.sockets ?? [];
  const write = (sockets: readonly Note[]): void => {
    if (sockets.length === 0) rmSync(path, { force: true });
    else writeAtomically(path, `${JSON.stringify({ schema: 1, sockets })}\n`);
  };
  const isMine = (note: Note): boolean => note.deviceId === deviceId && note.pid === system.pid;
  const canBeOurs = (note: Note): boolean =>
    system.now() - note.madeAt < longestOursMs && Math.abs(note.bootedAt - system.bootedAt()) < sameBootMs;
  return {
    made: (hostSocket) => {
      const note = {
        deviceId,
        hostSocket,
        madeAt: system.now(),
        bootedAt: system.bootedAt(),
        pid: system.pid,
      };
      write([...read(), note]);
    },
    gone: (hostSocket) => {
      try {
        write(read().filter((note) => !(isMine(note) && note.hostSocket === hostSocket)));
      } catch (error) {
        // A disk that has just filled up must not keep the sockets from being destroyed.
        if (!(error instanceof Error && 'code' in error)) throw error;
      }
    },
    stillOurs: (creatorEnds) => {
      const notes = read();
      const ended = notes.filter(
        (note) => note.deviceId === deviceId && note.pid !== system.pid && !system.isRunning(note.pid),
      );
      write(notes.filter((note) => !ended.includes(note)));
      if (creatorEnds !== 'leaks') return [];
      return ended.filter(canBeOurs).map(({ hostSocket }) => hostSocket);
    },
  };
};
