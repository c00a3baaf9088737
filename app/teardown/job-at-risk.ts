import { customaryService } from '../dot4/sockets.ts';
import { jobsVisible } from '../evidence/source-report.ts';
import type { ChannelState, DeviceState } from '../session/state.ts';
import { mayCarryJob } from './permissions.ts';

export type JobRisk = 'none' | 'in-progress' | 'cannot-look';

/** Whether closing would cut off a job, or may and nobody can look: that takes an express yes, every time. */
export const jobAtRisk = (
  facts: ChannelState['facts'] | null,
  hostSocket: number,
  { sources }: DeviceState,
): JobRisk => {
  if (facts?.job.value?.inProgress === true) return 'in-progress';
  const service = facts?.service.value ?? customaryService(hostSocket);
  return service !== null && mayCarryJob(service) && !jobsVisible(sources) ? 'cannot-look' : 'none';
};
