import type { DeviceState, SessionState } from '../session/state.ts';
import { sawAllBut } from '../evidence/source-report.ts';
import type { LookSourceName } from '../evidence/source-report.ts';
import type { Action } from './action.ts';

/** Whether what was just seen shows that an action was done; null: nobody could look. */
export type EffectSeen = boolean | null;

const looked = (device: DeviceState, source: LookSourceName): boolean =>
  device.sources.some((report) => report.source === source && report.result.kind === 'looked');

/** There, and without a problem as far as Windows tells. */
export const isBack = (device: DeviceState | undefined): boolean =>
  device?.presence === 'present' && (device.device.problemCode ?? 0) === 0;

const jobIsGone = (state: SessionState, deviceId: string, queue: string, jobId: number): boolean =>
  !Object.values(state.channels).some(
    (channel) =>
      channel.deviceId === deviceId &&
      channel.phase.kind !== 'gone' &&
      channel.evidence.some(
        (piece) => piece.kind === 'job' && piece.job.queue === queue && piece.job.id === jobId,
      ),
  );

export const effectSeen = (state: SessionState, deviceId: string, action: Action): EffectSeen => {
  const device = state.devices[deviceId];
  if (action.kind === 'restart-device') return isBack(device);
  if (device === undefined) return null;
  switch (action.kind) {
    case 'cancel-job':
      return sawAllBut(
        device.sources.find(({ source }) => source === 'spooler'),
        ['port-name'],
      )
        ? jobIsGone(state, deviceId, action.queue, action.jobId)
        : null;
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
