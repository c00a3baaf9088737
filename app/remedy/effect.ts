import type { DeviceState, SessionState } from '../session/state.ts';
import { namesSameJob } from '../evidence/job.ts';
import { jobsVisible } from '../evidence/source-report.ts';
import type { LookSourceName } from '../evidence/source-report.ts';
import type { Action, ActionOf } from './action.ts';

/** Whether what was just seen shows that an action was done; null: nobody could look. */
export type EffectSeen = boolean | null;

const looked = (device: DeviceState, source: LookSourceName): boolean =>
  device.sources.some((report) => report.source === source && report.result.kind === 'looked');

/** There, and without a problem as far as Windows tells. */
export const isBack = (device: DeviceState | undefined): boolean =>
  device?.presence === 'present' && (device.device.problemCode ?? 0) === 0;

const jobIsGone = (state: SessionState, device: DeviceState, action: ActionOf<'cancel-job'>): boolean => {
  const channels = Object.values(state.channels).filter(
    ({ deviceId, phase }) => deviceId === device.device.id && phase.kind !== 'gone',
  );
  const pieces = [device.evidence, ...channels.map(({ evidence }) => evidence)].flat();
  return !pieces.some(
    (piece) => piece.kind === 'job' && namesSameJob(piece.job, { ...action, id: action.jobId }),
  );
};

export const effectSeen = (state: SessionState, deviceId: string, action: Action): EffectSeen => {
  const device = state.devices[deviceId];
  if (action.kind === 'restart-device') return isBack(device);
  if (device === undefined) return null;
  switch (action.kind) {
    case 'cancel-job':
      return jobsVisible(device.sources) ? jobIsGone(state, device, action) : null;
    case 'stop-program':
      if (!looked(device, 'processes')) return null;
      return !device.evidence.some(
        (piece) =>
          piece.kind === 'process' &&
          piece.process.pid === action.pid &&
          piece.process.startedAt === action.startedAt &&
          piece.process.endedAt === null,
      );
    case 'restart-service':
      if (!looked(device, 'windows-service')) return null;
      return device.evidence.some(
        (piece) =>
          piece.kind === 'service' && piece.service.name === action.name && piece.service.state === 'running',
      );
  }
};
