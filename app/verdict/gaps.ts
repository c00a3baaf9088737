import type { Evidence } from '../evidence/evidence.ts';
import { notBegun } from '../evidence/findings.ts';
import { endedSince, ownersInQuestion } from '../evidence/holder-rules.ts';
import { jobsVisible } from '../evidence/source-report.ts';
import type { LookSourceName, SourceReport } from '../evidence/source-report.ts';
import { thresholdMs } from '../evidence/thresholds.ts';
import type { Thresholds } from '../evidence/thresholds.ts';
import { liveChannels } from '../session/channels.ts';
import type { DeviceState } from '../session/state.ts';
import { whyNoProbe } from '../teardown/permissions.ts';
import { relationOf } from './complaints.ts';
import type { Complaint } from './complaints.ts';
import { refOf } from './explanations.ts';
import type { Known } from './explanations.ts';
import { questionOf } from './question.ts';
import type { Gap } from './verdict.ts';

type JobStill = Extract<Evidence, { kind: 'job-still' }>;
type GapOf<K extends Gap['kind']> = Extract<Gap, { kind: K }>;

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

const isUnwatched = ({ job, movedMs, still }: JobStill, thresholds: Thresholds): boolean =>
  job.inProgress && movedMs === null && still.forMs < thresholdMs(thresholds, 'jobDoesNotMove');

/**
 * It was sent long ago by the spooler's clock, unless that was set, and was not watched for long enough to say that it does
 * not begin.
 */
const isLate = ({ at, job, still, asFirstSeen }: JobStill, thresholds: Thresholds): boolean => {
  const enoughMs = thresholdMs(thresholds, 'jobDoesNotMove');
  const isOld = job.submittedAt != null && Math.abs(at - Date.parse(job.submittedAt)) >= enoughMs;
  return asFirstSeen && isOld && still.forMs < enoughMs;
};

const ofJobs = ({ evidence }: DeviceState, thresholds: Thresholds): Gap[] =>
  [
    ...evidence
      .filter((piece) => piece.kind === 'job-still')
      .filter((piece) => isUnwatched(piece, thresholds)),
    ...notBegun(evidence).filter((piece) => isLate(piece, thresholds)),
  ].map(({ job, still }) => ({ kind: 'job-unwatched', job, forMs: still.forMs }));

/** Channels that no rule explains, grouped by the program that has ended since they were seen. */
const ofEnded = (state: Known, { device }: DeviceState, complaint: Complaint): Gap[] => {
  const gaps = new Map<string, GapOf<'ended-since'>>();
  for (const channel of liveChannels(state, device.id)) {
    const { facts, suspicion } = channel;
    if (suspicion.rule !== null) continue;
    const process = endedSince({ facts });
    if (process === null || relationOf(complaint, facts.service.value) === 'other') continue;
    const channels = [...(gaps.get(process.name)?.channels ?? []), refOf(channel)];
    gaps.set(process.name, { kind: 'ended-since', process: process.name, channels });
  }
  return [...gaps.values()];
};

/** Channels that no rule explains, grouped by the program that may have left them open. */
const ofOwners = (state: Known, { device, evidence }: DeviceState, complaint: Complaint): Gap[] => {
  const gaps = new Map<string, GapOf<'owner-unclear'>>();
  for (const channel of liveChannels(state, device.id)) {
    const { facts, suspicion } = channel;
    const found = ownersInQuestion({ facts, deviceEvidence: evidence, thresholds: state.thresholds });
    const isMeant = relationOf(complaint, facts.service.value) !== 'other';
    if (found === null || suspicion.rule !== null || !isMeant) continue;
    const { name } = found.ended.process;
    const others = [...new Set(found.working.map((process) => process.name))];
    const channels = [...(gaps.get(name)?.channels ?? []), refOf(channel)];
    const question = questionOf(facts.service.value);
    gaps.set(name, { kind: 'owner-unclear', process: name, others, channels, question });
  }
  return [...gaps.values()];
};

/** What could not be seen of a device, and without which “nothing is stuck” is not known. */
export const gapsOf = (state: Known, device: DeviceState, complaint: Complaint): readonly Gap[] => {
  const gaps = ofSockets(device);
  if (complaint !== 'scan' && !jobsVisible(device.sources))
    gaps.push({ kind: 'jobs-unseen', report: reportOf(device, 'spooler') });
  const { evidence } = device;
  const { thresholds } = state;
  if (complaint !== 'scan') gaps.push(...ofJobs(device, thresholds));
  for (const piece of evidence)
    if (piece.kind === 'process-use' && piece.window === 'hangs')
      gaps.push({ kind: 'holder-unwatched', process: piece.name, forMs: piece.hung?.forMs ?? 0 });
  gaps.push(...ofEnded(state, device, complaint), ...ofOwners(state, device, complaint));
  const processes = reportOf(device, 'processes');
  if (processes?.result.kind !== 'looked' && liveChannels(state, device.device.id).length > 0)
    gaps.push({ kind: 'holders-unseen', report: processes });
  return gaps;
};
