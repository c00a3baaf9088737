import { customaryService } from '../dot4/sockets.ts';
import { serviceAt } from '../evidence/service-number.ts';
import { jobsVisible } from '../evidence/source-report.ts';
import type { ChannelState, DeviceState } from '../session/state.ts';
import { mayCarryJob } from './permissions.ts';

/** A print job that could be tied to no socket may use any whose service is not known. */
export const mayCarryUntied = (service: string | null): boolean => service === null || service === 'PRINT';

export type JobRisk = 'none' | 'in-progress' | 'cannot-look';

/**
 * Whether closing would cut off a job, or may and nobody can look: that takes an express yes, every time.
 */
export const jobAtRisk = (
  facts: ChannelState['facts'] | null,
  hostSocket: number,
  device: DeviceState,
): JobRisk => {
  if (facts?.job.value?.inProgress === true) return 'in-progress';
  if (!jobsVisible(device.sources)) {
    // A number that may carry jobs by custom may do so whatever else is known of it.
    const service = facts === null ? customaryService(hostSocket) : facts.service.value;
    if (mayCarryJob(service)) return 'cannot-look';
  }
  if (!mayCarryUntied(serviceAt(facts, hostSocket, device))) return 'none';
  const isUntied = device.evidence.some((piece) => piece.kind === 'job' && piece.job.inProgress);
  return isUntied ? 'in-progress' : 'none';
};
