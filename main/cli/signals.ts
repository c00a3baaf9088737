import { constants } from 'node:os';
import { realClock, endProcess } from '#native';
import { closeInTime } from '../close-in-time.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof signals)[number];

/**
 * After a signal the process has ended within this time, in ms, whatever its threads are at: the grace for closing,
 * the one for recording and flushMs (audit-trail.ts) fit in.
 */
const endWithinMs = 1_900;
const recordGraceMs = 400;

const codeOf = (signal: Signal): number => 128 + constants.signals[signal];

interface Closable {
  /** Withdraws what is pending at a driver; resolves when its outcome is recorded. */
  readonly close: () => Promise<void>;
  /** Records what is still open. */
  readonly recordOpen: () => Promise<void>;
}

/**
 * A signal closes the services: what is pending at a driver is withdrawn, its outcome recorded and reported, and only
 * then the process ends, with the exit code that shells give a signal. A second signal ends it at once.
 */
export const closeOnSignal = ({ close, recordOpen }: Closable) => {
  let received: Signal | null = null;
  let closed: Promise<boolean> | null = null;
  let abandon = (): void => undefined;
  const stopped = new AbortController();
  const abandoned = new Promise<void>((resolve) => (abandon = resolve));

  const stop = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
    process.off('disconnect', onDisconnect);
  };
  /** By the system: a thread that waits for a disk holds every end of our own. */
  const endNow = (signal: Signal): void => {
    stop();
    if (process.platform === 'win32') void endProcess(codeOf(signal));
    else process.kill(process.pid, signal);
  };
  /** Once, whoever asks. Answers whether all is closed. */
  const closeAll = (): Promise<boolean> =>
    (closed ??= (async () => {
      if (await closeInTime(close)) return true;
      await closeInTime(recordOpen, realClock, recordGraceMs);
      return false;
    })());
  const onSignal = (signal: NodeJS.Signals): void => {
    const known = signals.find((one) => one === signal);
    if (known === undefined) return;
    if (received !== null) return endNow(known);
    received = known;
    stopped.abort();
    setTimeout(() => endNow(known), endWithinMs).unref();
    // a failure to close is reported where the command ends
    void closeAll().then(
      (isClosed) => {
        if (!isClosed) abandon();
      },
      () => undefined,
    );
  };
  for (const signal of signals) process.on(signal, onSignal);
  // run for another computer (serve.ts), whose person stopped it or is gone
  const onDisconnect = (): void => onSignal('SIGTERM');
  process.once('disconnect', onDisconnect);
  return {
    stopped: stopped.signal,
    closeAll,
    /** A signal has come, and something did not let itself be closed: nobody waits for it any more. */
    abandoned,
    exitCode: (): number | null => (received === null ? null : codeOf(received)),
    stop,
  };
};
