/**
 * One operation at a time on each device, in the order they were asked: a scan never runs between the look
 * and the request of a teardown.
 */
export interface DeviceTurns {
  run<T>(deviceId: string, operation: () => Promise<T>): Promise<T>;
  /** As `run`, for what has time: `wanted` says that another operation waits for the device. */
  runUntilWanted<T>(deviceId: string, operation: (wanted: AbortSignal) => Promise<T>): Promise<T>;
  /** Resolves once every operation that was ordered here has ended. */
  idle(): Promise<void>;
  /** Others on the same devices: they wait for these turns and these for theirs; each is idle by itself. */
  beside(): DeviceTurns;
}

/** What goes on on the devices of one system, whoever ordered it. */
interface Line {
  readonly last: Map<string, Promise<unknown>>;
  readonly givingWay: Map<string, AbortController>;
}

export const createDeviceTurns = (line: Line = { last: new Map(), givingWay: new Map() }): DeviceTurns => {
  const { last, givingWay } = line;
  const ordered = new Set<Promise<unknown>>();

  const run = <T>(deviceId: string, operation: () => Promise<T>): Promise<T> => {
    givingWay.get(deviceId)?.abort();
    const before = last.get(deviceId) ?? Promise.resolve();
    const result = before.then(operation, operation);
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    last.set(deviceId, settled);
    ordered.add(settled);
    void settled.then(() => {
      ordered.delete(settled);
      if (last.get(deviceId) === settled) last.delete(deviceId);
    });
    return result;
  };

  return {
    run,
    runUntilWanted: (deviceId, operation) => {
      const wanted = new AbortController();
      const result = run(deviceId, () => operation(wanted.signal));
      givingWay.set(deviceId, wanted);
      const forget = (): void => {
        if (givingWay.get(deviceId) === wanted) givingWay.delete(deviceId);
      };
      void result.then(forget, forget);
      return result;
    },
    idle: async () => {
      while (ordered.size > 0) await Promise.all(ordered);
    },
    beside: () => createDeviceTurns(line),
  };
};
