import type { Sight } from '../evidence/evidence.ts';
import { jobsVisible } from '../evidence/source-report.ts';
import { mayCarryJob } from '../teardown/permissions.ts';
import { probedServices } from './probed-services.ts';

export type SparedBecause = 'job-in-progress' | 'jobs-not-visible';

export interface SparedService {
  readonly service: string;
  readonly because: SparedBecause;
}

/**
 * Services that may carry a job, and on which no channel of ours is opened now: a job is in progress on the device,
 * or nobody can look whether one is.
 */
export const sparedServices = ({ observations, sources }: Sight): readonly SparedService[] => {
  const busy = observations.some(({ evidence }) => evidence.kind === 'job' && evidence.job.inProgress);
  if (!busy && jobsVisible(sources)) return [];
  const because = busy ? 'job-in-progress' : 'jobs-not-visible';
  return probedServices.filter(mayCarryJob).map((service) => ({ service, because }));
};
