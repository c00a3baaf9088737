import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A signal closes the services: what is pending at a driver is withdrawn, its outcome recorded and told, and only
 * then the process ends, with the exit code that shells give a signal.
 */
export const closeOnSignal = (close: () => Promise<void>) => {
  let received: (typeof signals)[number] | null = null;
  const stopped = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    received = signals.find((one) => one === signal) ?? null;
    stopped.abort();
    void close();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    stopped: stopped.signal,
    exitCode: (): number | null => (received === null ? null : 128 + constants.signals[received]),
    stop: (): void => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
};
