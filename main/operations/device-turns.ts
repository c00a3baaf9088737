/**
 * One operation at a time on each device, in the order they were asked: a scan never runs between the look
 * and the request of a teardown.
 */
export interface DeviceTurns {
  run<T>(deviceId: string, operation: () => Promise<T>): Promise<T>;
  /** As `run`, for what has time: `wanted` says that another operation waits for the device. */
  runUntilWanted<T>(deviceId: string, operation: (wanted: AbortSignal) => Promise<T>): Promise<T>;
  /** Resolves once every operation that was ordered has ended. */
  idle(): Promise<void>;
}

export const createDeviceTurns = (): DeviceTurns => {
  const last = new Map<string, Promise<unknown>>();
  const givingWay = new Map<string, AbortController>();

  const run = <T>(deviceId: string, operation: () => Promise<T>): Promise<T> => {
    givingWay.get(deviceId)?.abort();
    const before = last.get(deviceId) ?? Promise.resolve();
    const result = before.then(operation, operation);
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    last.set(deviceId, settled);
    void settled.then(() => {
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
      while (last.size > 0) await Promise.all(last.values());
    },
  };
};
