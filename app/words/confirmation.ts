import { customaryService } from '../dot4/sockets.ts';
import type { DriverProfile } from '../dot4/profile.ts';
import type { Job } from '../evidence/evidence.ts';
import { jobsVisible } from '../evidence/source-report.ts';
import type { ChannelState, DeviceState } from '../session/state.ts';
import { jobAtRisk } from '../teardown/job-at-risk.ts';
import type { JobRisk } from '../teardown/job-at-risk.ts';
import { foreignDestroyOf, whyNoProbe } from '../teardown/permissions.ts';
import { holderWords, jobWords, suspicionWords } from './evidence.ts';
import { profileReasonWords } from './faults.ts';

/** What a person must know before a socket is destroyed. Values that are not known say so. */
export interface ConfirmationWords {
  readonly device: string;
  readonly service: string;
  readonly socket: string;
  readonly holder: string;
  readonly job: string;
  readonly suspicion: string | null;
  readonly consequence: string;
  readonly recheck: string;
  /** Set when a job in progress would be cut off: closing then needs a second, express yes. */
  readonly jobWarning: string | null;
}

const consequenceOf = (service: string | null, job: Job | null): string => {
  if (job?.inProgress === true) return `The ${job.kind} job in progress is cut off.`;
  switch (service) {
    case 'PRINT':
      return 'Anything being printed on this channel is cut off, and its program gets an error.';
    case 'HP-SCAN':
      return 'A scan that is running is cut off.';
    case 'HP-FAX-SEND':
    case 'HP-FAX-RECEIVE':
      return 'A fax that is being sent or received is cut off.';
    default:
      return 'Whatever uses this channel is cut off and gets an error.';
  }
};

const jobWarningOf = (risk: JobRisk, job: Job | null): string | null => {
  switch (risk) {
    case 'none':
      return null;
    case 'in-progress':
      return job === null
        ? 'A job is in progress and would be cut off.'
        : `In progress, and would be cut off: ${jobWords(job)}.`;
    case 'cannot-look':
      return 'This channel may carry a job, and nobody can look: a job in progress would be cut off.';
  }
};

const recheckOf = (profile: DriverProfile): readonly string[] => {
  const probeForbidden = whyNoProbe(profile);
  return probeForbidden === null
    ? [
        'Unjam looks again right before and right after. A look tells that the number exists, not whose it is by then.',
      ]
    : [
        `Nothing can be re-checked afterwards: ${profileReasonWords(probeForbidden)}.`,
        'If the driver says success, the outcome will be called unconfirmed.',
      ];
};

const foreignOf = (profile: DriverProfile): readonly string[] => {
  switch (foreignDestroyOf(profile)) {
    case 'allowed':
      return [];
    case 'refused':
      return ['This driver lets nobody destroy the socket of another program: it will not be sent.'];
    case 'unknown':
      return ['Nobody knows whether this driver lets one program destroy the socket of another.'];
  }
};

export const confirmationWords = (
  channel: ChannelState | null,
  hostSocket: number,
  device: DeviceState,
): ConfirmationWords => {
  const facts = channel?.facts;
  const service = facts?.service.value ?? customaryService(hostSocket);
  const job = facts?.job.value ?? null;
  return {
    device: device.device.name,
    service: service === null ? 'unknown service' : `${service} (${facts?.service.confidence ?? 'inferred'})`,
    socket: `host socket ${hostSocket}`,
    holder: facts?.holder.value ? holderWords(facts.holder.value) : 'not known',
    job:
      job !== null ? jobWords(job) : jobsVisible(device.sources) ? 'none seen' : 'not known: nobody looked',
    suspicion: channel === null ? null : suspicionWords(channel.suspicion),
    consequence: consequenceOf(service, job),
    recheck: [...recheckOf(device.profile), ...foreignOf(device.profile)].join(' '),
    jobWarning: jobWarningOf(jobAtRisk(facts ?? null, hostSocket, device), job),
  };
};
