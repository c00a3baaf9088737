import type { ProcessesAnswer } from './questions.ts';

export interface SeenHolder {
  readonly pid: number;
  readonly name: string;
  /** When a look first missed it: it ended then or shortly before. Null while it runs. */
  readonly endedAt: number | null;
  /** With the id it names one process for ever. */
  readonly startedAt: string | null;
}

/**
 * Remembers who held a device, so that the end of a holder is noticed: it was seen with the device open, and later no
 * process of its id runs. One that runs on without the device is forgotten: it let go as it should.
 */
export class HolderMemory {
  readonly #seen = new Map<string, readonly SeenHolder[]>();

  /** Who holds a device now, and who held it and has ended. */
  after(deviceId: string, { holders, running }: ProcessesAnswer, at: number): readonly SeenHolder[] {
    const alive = new Set(running);
    const now = holders
      .filter((holder) => holder.deviceId === deviceId)
      .map(({ pid, name, startedAt }): SeenHolder => ({ pid, name, startedAt, endedAt: null }));
    const ended = (this.#seen.get(deviceId) ?? [])
      .filter((before) => !now.some(({ pid }) => pid === before.pid))
      .filter((before) => before.endedAt !== null || !alive.has(before.pid))
      .map((before) => ({ ...before, endedAt: before.endedAt ?? at }));
    const replaced = (this.#seen.get(deviceId) ?? [])
      .filter(({ pid, startedAt, endedAt }) => {
        const successor = now.find((holder) => holder.pid === pid);
        return endedAt === null && successor !== undefined && successor.startedAt !== startedAt;
      })
      .map((before) => ({ ...before, endedAt: at }));
    const seen = [...now, ...ended, ...replaced];
    this.#seen.set(deviceId, seen);
    return seen;
  }

  /** What left comes back as another device: nobody holds it. */
  keepOnly(deviceIds: readonly string[]): void {
    for (const id of this.#seen.keys()) if (!deviceIds.includes(id)) this.#seen.delete(id);
  }
}
