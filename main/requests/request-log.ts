import type { Clock } from '#app/clock.ts';
import { keepRequest, keptRequests, recordOf } from '#app/requests/record.ts';
import type { KeptRequest, RequestPage } from '#app/requests/record.ts';
import type { RequestTrace } from '#app/requests/trace.ts';

/** How often a window hears at most that a log has grown, in ms. */
const tellEveryMs = 250;

/** The last requests of each device, as many as are kept; in memory only. */
export interface RequestLog {
  add(deviceId: string, trace: RequestTrace): void;
  /** Kept requests with an id above `after`, oldest first. */
  since(deviceId: string, after: number): RequestPage;
  /** Nobody is told any more; what still ends is kept all the same. */
  stop(): void;
}

interface Ring {
  readonly slots: { readonly at: number; readonly kept: KeptRequest }[];
  total: number;
}

const slotOf = (id: number): number => (id - 1) % keptRequests;

export const createRequestLog = (clock: Clock, onGrown: (deviceId: string) => void): RequestLog => {
  const rings = new Map<string, Ring>();
  const grown = new Set<string>();
  let cancelTimer: (() => void) | null = null;
  let stopped = false;

  const tell = (): void => {
    cancelTimer = null;
    for (const deviceId of grown) onGrown(deviceId);
    grown.clear();
  };

  return {
    add: (deviceId, trace) => {
      const ring = rings.get(deviceId) ?? { slots: [], total: 0 };
      rings.set(deviceId, ring);
      ring.total += 1;
      ring.slots[slotOf(ring.total)] = { at: clock.now() - trace.durationMs, kept: keepRequest(trace) };
      grown.add(deviceId);
      if (!stopped) cancelTimer ??= clock.after(tellEveryMs, tell);
    },
    since: (deviceId, after) => {
      const { slots, total } = rings.get(deviceId) ?? { slots: [], total: 0 };
      const records = [];
      for (let id = Math.max(after, total - keptRequests) + 1; id <= total; id += 1) {
        const slot = slots[slotOf(id)];
        if (slot !== undefined) records.push(recordOf(id, slot.at, slot.kept));
      }
      return { records, total };
    },
    stop: () => {
      stopped = true;
      cancelTimer?.();
    },
  };
};
