import { nodeAsyncDisk, nodeDisk } from './disk.ts';
import type { AsyncDisk, Disk } from './disk.ts';

/** One call of the disk, to be made by whoever runs the steps. */
type Call = { [K in keyof Disk]: { readonly name: K; readonly args: Parameters<Disk[K]> } }[keyof Disk];

/** A piece of work with files, written once: it is run at a stretch, or without holding anything up. */
export type Steps<T> = Generator<Call, T, unknown>;

/** Each call of the disk as a step: `const file = yield* disk.open(path, 'read')`. */
export const disk = Object.fromEntries(
  Object.keys(nodeDisk).map((name) => [
    name,
    function* (...args: unknown[]): Generator<unknown, unknown, unknown> {
      return yield { name, args };
    },
  ]),
) as { readonly [K in keyof Disk]: (...args: Parameters<Disk[K]>) => Steps<ReturnType<Disk[K]>> };

/** Runs steps on a disk: ours, or one of a test. */
export interface Files {
  now<T>(steps: Steps<T>): T;
  later<T>(steps: Steps<T>): Promise<T>;
}

export const filesOn = (now: Disk, later: AsyncDisk): Files => ({
  now: (steps) => {
    let step = steps.next();
    while (step.done !== true) {
      const { name, args } = step.value;
      let answer: unknown;
      try {
        answer = (now[name] as (...args: unknown[]) => unknown)(...args);
      } catch (error) {
        step = steps.throw(error);
        continue;
      }
      step = steps.next(answer);
    }
    return step.value;
  },
  later: async (steps) => {
    let step = steps.next();
    while (step.done !== true) {
      const { name, args } = step.value;
      let answer: unknown;
      try {
        answer = await (later[name] as (...args: unknown[]) => Promise<unknown>)(...args);
      } catch (error) {
        step = steps.throw(error);
        continue;
      }
      step = steps.next(answer);
    }
    return step.value;
  },
});

export const onDisk: Files = filesOn(nodeDisk, nodeAsyncDisk);
