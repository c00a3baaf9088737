import type { Clock } from '#app/clock.ts';
import { pause } from '../pause.ts';
import type { CallOptions } from '../port.ts';
import { endedBy, inTime, systemErrorOf, type GivenUp } from '../shared-looks.ts';

/** What discovering and opening take at the simulated PC, and looking where no source is slow. */
export const shortMs = 2;

/** The failure as a real look at the system would report it. */
export const simulatedFailure = (why: GivenUp) => ({
  call: 'simulated PC',
  systemError: systemErrorOf[why],
});

/** Waits that long; answers null, or why it did not come to an end. */
export const shortly = async (
  clock: Clock,
  limits: CallOptions,
  closing: AbortSignal,
): Promise<ReturnType<typeof simulatedFailure> | null> => {
  const waited = await inTime(clock, pause(clock, shortMs), endedBy(closing, limits));
  return waited.ok ? null : simulatedFailure(waited.fault);
};
