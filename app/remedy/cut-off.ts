import type { Job } from '../evidence/job.ts';
import { serviceAt } from '../evidence/service-number.ts';
import { hasJobsElsewhere, jobsVisible } from '../evidence/source-report.ts';
import type { Fault } from '../faults/fault.ts';
import type { Confirmed } from '../operations/confirmation.ts';
import { jobsIn, jobsOf, notCoveredBy } from '../operations/confirmed.ts';
import type { ChannelState, DeviceState, SessionState } from '../session/state.ts';
import { jobAtRisk, mayCarryUntied } from '../teardown/job-at-risk.ts';
import { jobWords } from '../words/jobs.ts';
import type { Action } from './action.ts';
import type { StepKind } from './step.ts';

/** Jobs in progress that a step would cut off, and whether there may be more that cannot be seen. */
export interface CutOff {
  readonly jobs: readonly Job[];
  readonly unseen: boolean;
}

const nothing: CutOff = { jobs: [], unseen: false };

const inProgress = (jobs: readonly Job[]): readonly Job[] => jobs.filter((job) => job.inProgress);

/** All jobs of these devices: what restarts a device or the spooler stops every one of them. */
const ofDevices = (
  state: Pick<SessionState, 'channels' | 'devices'>,
  deviceIds: readonly string[],
): CutOff => ({
  jobs: inProgress([
    ...Object.values(state.channels)
      .filter(({ deviceId, phase }) => deviceIds.includes(deviceId) && phase.kind !== 'gone')
      .flatMap(({ evidence }) => jobsIn(evidence)),
    ...deviceIds.flatMap((id) => jobsIn(state.devices[id]?.evidence ?? [])),
  ]),
  unseen: deviceIds.some((id) => !jobsVisible(state.devices[id]?.sources ?? [])),
});

const ofChannel = (channel: ChannelState, state: Pick<SessionState, 'devices'>): CutOff => {
  const device = state.devices[channel.deviceId];
  if (device === undefined) return nothing;
  return {
    jobs: inProgress(jobsOf(channel, device)),
    unseen: jobAtRisk(channel.facts, channel.hostSocket, device) === 'cannot-look',
  };
};

/** What a step would cut off: each needs the express yes that names it. Cancelling a job names its job by itself. */
export const cutOffBy = (
  step: StepKind,
  action: Action | null,
  channel: ChannelState,
  state: Pick<SessionState, 'channels' | 'devices'>,
): CutOff => {
  switch (step) {
    case 'cancel-job':
      return nothing;
    case 'stop-program':
    case 'destroy-socket':
      return ofChannel(channel, state);
    case 'restart-service': {
      if (action?.kind !== 'restart-service' || action.name !== 'Spooler') return ofChannel(channel, state);
      const present = Object.values(state.devices).filter(({ presence }) => presence === 'present');
      const { jobs, unseen } = ofDevices(
        state,
        present.map(({ device }) => device.id),
      );
      return { jobs, unseen: unseen || present.some(({ sources }) => hasJobsElsewhere(sources)) };
    }
    case 'restart-device':
    case 'soft-reset':
    case 'power-cycle':
      return ofDevices(state, [channel.deviceId]);
  }
};

/** What closing would cut off, or may. */
export const cutOffByClose = (
  channel: ChannelState | null,
  hostSocket: number,
  device: DeviceState,
): CutOff => {
  if (channel === null) {
    const isPossible = mayCarryUntied(serviceAt(null, hostSocket, device));
    const jobs = isPossible ? inProgress(jobsIn(device.evidence)) : [];
    return { jobs, unseen: jobAtRisk(null, hostSocket, device) === 'cannot-look' };
  }
  const { id } = device.device;
  return cutOffBy('destroy-socket', null, channel, { channels: {}, devices: { [id]: device } });
};

/** Why a step is not done: the express yes does not cover all that it would cut off, or may; null: it does. */
export const whyNotCutOff = (
  yes: Confirmed['cutOff'],
  { jobs, unseen }: CutOff,
  { deviceId, hostSocket }: { readonly deviceId: string; readonly hostSocket: number },
  service: string | null,
): Fault | null => {
  const [job] = notCoveredBy(yes, jobs);
  if (job !== undefined) return { kind: 'job-in-progress', deviceId, hostSocket, job: jobWords(job) };
  return unseen && !yes.unseenJobs ? { kind: 'job-unknown', deviceId, hostSocket, service } : null;
};
