import { lastTry, ofTry } from '../evidence/findings.ts';
import { namesSameJob } from '../evidence/job.ts';
import type { Job } from '../evidence/job.ts';
import type { DeviceState, SessionState } from '../session/state.ts';
import { printerName } from '../words/printer-names.ts';
import type { Complaint } from './complaints.ts';
import { explanationsOf, jobsOfDevice, worstKindOf } from './explanations.ts';
import type { Known } from './explanations.ts';
import { gapsOf } from './gaps.ts';
import { verdictKinds } from './verdict.ts';
import type { Verdict, VerdictKind } from './verdict.ts';

/** Now, by the wall clock and by the session's monotonic one. */
export interface Moment {
  readonly at: number;
  readonly ms: number;
}

/** Whether the printer answered when it was last tried; null: that is not known. */
const hasAnswered = (device: DeviceState): boolean | null => {
  if (lastTry(device)?.answer === 'came') return true;
  return ofTry(device).length > 0 ? false : null;
};

/** What a complaint about a device comes to, of what is known now; null: it was never seen. */
export const verdictOf = (
  state: SessionState,
  deviceId: string,
  complaint: Complaint,
  { at, ms }: Moment,
): Verdict | null => {
  const device = state.devices[deviceId];
  if (device === undefined) return null;
  const [explanation = null, ...others] = explanationsOf(state, device, complaint);
  const isNamed = (job: Job): boolean =>
    [explanation, ...others].some(
      (one) =>
        one !== null && 'job' in one.cause && one.cause.job !== null && namesSameJob(one.cause.job, job),
    );
  const isBlamed = (process: string): boolean =>
    [explanation, ...others].some(
      (one) =>
        one?.cause.kind === 'channel' &&
        one.cause.holder?.kind === 'process' &&
        one.cause.holder.process.name === process,
    );
  // what is explained already was seen well enough
  const missing = gapsOf(state, device, complaint).filter((gap) => {
    if (gap.kind === 'job-unwatched') return !isNamed(gap.job);
    return gap.kind !== 'holder-unwatched' || !isBlamed(gap.process);
  });
  const { scan, sources } = device;
  return {
    kind: explanation?.kind ?? (missing.length > 0 ? 'could-not-be-told' : 'nothing-found'),
    deviceId,
    printer: printerName(deviceId, state.devices),
    complaint,
    at,
    ms,
    explanation,
    others,
    working: jobsOfDevice(state, device).filter((job) => job.inProgress && !isNamed(job)),
    holders: device.evidence.flatMap((piece) =>
      piece.kind === 'process' && piece.process.endedAt === null ? [piece.process] : [],
    ),
    sources,
    scanned: scan.kind === 'done' ? { at: scan.at, found: scan.report.found } : null,
    answered: hasAnswered(device),
    missing,
  };
};

/** Of which kind verdictOf would be. */
export const verdictKindOf = (state: Known, device: DeviceState, complaint: Complaint): VerdictKind =>
  worstKindOf(state, device, complaint) ??
  (gapsOf(state, device, complaint).length > 0 ? 'could-not-be-told' : 'nothing-found');

/** Of a device that Windows cannot use nothing works. */
const isUnusable = ({ explanation }: Verdict): boolean => explanation?.cause.kind === 'problem-code';

const byKind = (one: Verdict, other: Verdict): number =>
  verdictKinds.indexOf(one.kind) - verdictKinds.indexOf(other.kind) ||
  Number(isUnusable(other)) - Number(isUnusable(one));

/** The same for every device that is there, worst first. */
export const verdictsOf = (state: SessionState, complaint: Complaint, now: Moment): readonly Verdict[] =>
  Object.values(state.devices)
    .flatMap(({ device, presence }) =>
      presence === 'present' ? (verdictOf(state, device.id, complaint, now) ?? []) : [],
    )
    .toSorted(byKind);
