import type { Discovery } from '#app/dot4/device.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { CallOptions } from '../../port.ts';

/** A change is to be noticed within two seconds, and a look takes its time, too. */
const lookEveryMs = 1500;
/** A look that takes longer is not waited for; the next one shares it while it is still under way. */
const lookDeadlineMs = 10_000;

/**
 * Looks around every now and then and tells when something differs from the look before, or from `known`, what was
 * found last before anybody watched; without that the first look is told. Answers how to stop.
 */
export const watchDevices = (
  discover: (options: CallOptions) => Promise<Result<Discovery, Fault>>,
  known: Discovery | null,
  onChange: () => void,
): (() => void) => {
  let stopped = false;
  let seen = JSON.stringify(known);
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    const found = await discover({ deadlineMs: lookDeadlineMs });
    if (stopped) return;
    const now = found.ok ? JSON.stringify(found.value) : seen;
    const changed = now !== seen;
    seen = now;
    timer = setTimeout(() => void look(), lookEveryMs).unref();
    if (changed) onChange();
  };
  void look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
};
