import type { Done } from '#app/remedy/action.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import { remedyPlan, rungAfter } from '#app/remedy/plan.ts';
import type { RemedyRequest } from '#app/remedy/run.ts';
import { liveChannel } from '#app/session/channels.ts';
import { lookAtSocket } from './look-at-socket.ts';
import type { RemedyParts } from './remedy-parts.ts';

/** The look after a step: no stronger than what the driver's profile lets us see. */
export const whetherItHelped = async (
  parts: RemedyParts,
  { deviceId, hostSocket, step }: RemedyRequest,
  done: Done | null,
): Promise<RemedyOutcome> => {
  const looked = await lookAtSocket(parts, deviceId, hostSocket);
  const presence = looked.ok ? looked.value : 'recheck-unclear';
  if (presence === 'gone') return { kind: 'helped', done };
  if (presence !== 'there') return { kind: 'unverified', done, because: presence };
  const { state } = parts.session;
  const channel = liveChannel(state, deviceId, hostSocket);
  const device = state.devices[deviceId];
  const plan = channel === null || device === undefined ? [] : remedyPlan(channel, device, state.environment);
  return { kind: 'still-there', done, next: rungAfter(plan, step) };
};
