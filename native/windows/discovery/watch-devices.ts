import type { Discovery } from '#app/dot4/device.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { CallOptions } from '../../port.ts';

/** A change is to be noticed within two seconds, and a look takes its time, too. */
const lookEveryMs = 1500;
/** A look that takes longer is not waited for; the next one shares it while it is still under way. */
const lookDeadlineMs = 10_000;

/**
 * Looks around every now and then and hands on what it found when that differs from the look before, or from `known`,
 * which was found before anybody watched; without that the first look is handed on. Answers how to stop.
 */
export const watchDevices = (
  discover: (options: CallOptions) => Promise<Result<Discovery, Fault>>,
  known: Discovery | null,
  onChange: (found: Discovery) => void,
): (() => void) => {
  let stopped = false;
  let seen = JSON.stringify(known);
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    // A bug in the worker fails every discovery: whoever asks for one reports it. Watching goes on.
    const found = await discover({ deadlineMs: lookDeadlineMs }).catch(() => null);
    if (stopped) return;
    timer = setTimeout(() => void look(), lookEveryMs).unref();
    if (!found?.ok) return;
    const now = JSON.stringify(found.value);
    if (now === seen) return;
    seen = now;
    onChange(found.value);
  };
  void look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
};
