import type { Fault } from '#app/faults/fault.ts';
import { fail } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { unwritable } from '../files/system-error.ts';

type Busy = Extract<Fault, { kind: 'already-measuring' | 'already-probing' | 'already-trying' }>['kind'];

/** Operations that can be stopped half way, one at a time on each device; they tidy up before they end. */
export interface OnePerDevice {
  /** Faults: `busy` while one runs; a file of ours that cannot be written. Every other error is thrown. */
  run<T>(
    deviceId: string,
    operation: (signal: AbortSignal) => Promise<Result<T, Fault>>,
  ): Promise<Result<T, Fault>>;
  stop(deviceId: string): void;
  /** Stops all; resolves when they have ended. */
  stopAll(): Promise<void>;
}

export const onePerDevice = (busy: Busy): OnePerDevice => {
  const running = new Map<string, { readonly stop: AbortController; readonly ended: Promise<unknown> }>();
  return {
    run: async (deviceId, operation) => {
      if (running.has(deviceId)) return fail({ kind: busy, deviceId });
      const stop = new AbortController();
      const ended = operation(stop.signal);
      running.set(deviceId, { stop, ended });
      try {
        return await ended;
      } catch (error) {
        const fault = unwritable(error);
        if (fault === null) throw error;
        return fail(fault);
      } finally {
        running.delete(deviceId);
      }
    },
    stop: (deviceId) => running.get(deviceId)?.stop.abort(),
    stopAll: async () => {
      const all = [...running.values()];
      for (const { stop } of all) stop.abort();
      await Promise.allSettled(all.map(({ ended }) => ended));
    },
  };
};
