import { sameData } from '../same-data.ts';
import type { ChannelState, SessionState } from '../session/state.ts';
import { cutOffBy } from './cut-off.ts';
import type { RemedyStep } from './plan.ts';

type Known = Pick<SessionState, 'channels' | 'devices'>;

/** It ends nothing that works: of jobs only the one that makes this channel stuck, and that one where it does not go on. */
const endsNothing = ({ kind, action }: RemedyStep, channel: ChannelState, state: Known): boolean => {
  const { facts, suspicion } = channel;
  const isStuck = suspicion.level === 'stuck' || suspicion.level === 'suspect';
  if (kind === 'cancel-job') return isStuck;
  const { jobs, unseen } = cutOffBy(kind, action, channel, state);
  return !unseen && jobs.every((job) => isStuck && sameData(job, facts.job.value));
};

/** Every printer of the computer waits for it: to close one channel is milder. */
export const isForLater = ({ action }: RemedyStep, plan: readonly RemedyStep[]): boolean =>
  action?.kind === 'restart-service' &&
  action.name === 'Spooler' &&
  plan.some(({ kind }) => kind === 'destroy-socket');

/** Of steps that can be run the mildest that ends nothing that works, on none of these channels; null: there is none. */
export const mildestOf = (
  plan: readonly RemedyStep[],
  channels: readonly ChannelState[],
  state: Known,
): RemedyStep | null =>
  plan.find(
    (step) => !isForLater(step, plan) && channels.every((channel) => endsNothing(step, channel, state)),
  ) ?? null;
