import { jobsVisible } from '../evidence/source-report.ts';
import type { LookSourceName, SourceReport } from '../evidence/source-report.ts';
import { liveChannels } from '../session/channels.ts';
import type { DeviceState, SessionState } from '../session/state.ts';
import { whyNoProbe } from '../teardown/permissions.ts';
import type { Complaint } from './complaints.ts';
import type { Gap } from './verdict.ts';

const reportOf = ({ sources }: DeviceState, source: LookSourceName): SourceReport | null =>
  sources.find((report) => report.source === source) ?? null;

/** Of the sockets only a scan tells that there are no others. */
const ofSockets = ({ scan, profile }: DeviceState): Gap[] => {
  const because = whyNoProbe(profile);
  if (because !== null) return [{ kind: 'cannot-scan', because }];
  switch (scan.kind) {
    case 'never':
      return [{ kind: 'not-scanned' }];
    case 'failed':
      return [{ kind: 'scan-failed', fault: scan.fault }];
    case 'done':
      return scan.report.unclear === 0 ? [] : [{ kind: 'sockets-unclear', count: scan.report.unclear }];
  }
};

/** What could not be seen of a device, and without which “nothing is stuck” is not known. */
export const gapsOf = (state: SessionState, device: DeviceState, complaint: Complaint): readonly Gap[] => {
  const gaps = ofSockets(device);
  if (complaint !== 'scan' && !jobsVisible(device.sources))
    gaps.push({ kind: 'jobs-unseen', report: reportOf(device, 'spooler') });
  const processes = reportOf(device, 'processes');
  if (processes?.result.kind !== 'looked' && liveChannels(state, device.device.id).length > 0)
    gaps.push({ kind: 'holders-unseen', report: processes });
  return gaps;
};
