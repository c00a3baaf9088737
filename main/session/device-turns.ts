/**
 * One operation at a time on each device, in the order they were asked: a scan never runs between the look
 * and the request of a teardown.
 */
export interface DeviceTurns {
  run<T>(deviceId: string, operation: () => Promise<T>): Promise<T>;
  /** Resolves once every operation that was ordered has ended. */
  idle(): Promise<void>;
}

export const createDeviceTurns = (): DeviceTurns => {
  const last = new Map<string, Promise<unknown>>();
  return {
    run: (deviceId, operation) => {
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
    },
    idle: async () => {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
};
