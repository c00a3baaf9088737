import { runningOn } from '#app/operations/history.ts';
import { nextSteps } from '#app/remedy/next-steps.ts';
import type { NextSteps } from '#app/remedy/next-steps.ts';
import type { ChannelState, SessionState } from '#app/session/state.ts';
import { adviceAfter } from '#app/words/advice.ts';
import { sessionNow, useDevices, useEnvironment, useOperations } from './session-store.ts';

type Known = Parameters<typeof nextSteps>[1];

/** What steps follow from. All channels are read only where a step would cut off jobs of others, and as they are then. */
const useKnown = (): Known | null => {
  const devices = useDevices();
  const operations = useOperations();
  const environment = useEnvironment();
  if (environment === null) return null;
  return {
    devices,
    operations,
    environment,
    get channels(): SessionState['channels'] {
      return sessionNow()?.channels ?? {};
    },
  };
};

/** A step of the ladder runs on this device: another would have to wait. */
export const useIsMending = (deviceId: string): boolean =>
  runningOn(useOperations(), deviceId).some(({ kind }) => kind === 'remedy');

/** What to do about a channel, by what was seen and what was done already. */
export const useNextSteps = (channel: ChannelState): NextSteps | null => {
  const known = useKnown();
  return known === null ? null : nextSteps(channel, known);
};

/** What to do after an attempt; `channel` null: its row has left. */
export const useAdvice = (
  outcome: Parameters<typeof adviceAfter>[0] | null,
  channel: ChannelState | null,
): string | null => {
  const known = useKnown();
  return known === null || outcome === null ? null : adviceAfter(outcome, channel, known);
};
