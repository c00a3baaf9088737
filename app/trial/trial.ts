import * as v from 'valibot';
import { harmlessServices } from '../calibration/harmless-services.ts';
import { DeviceIdSchema } from '../dot4/device.ts';
import { FaultSchema } from '../faults/fault.ts';
import type { Fault } from '../faults/fault.ts';

/** How long a channel of our own stays open at most, in ms. */
export const trialMs = 30_000;

/** Harmless services that can be tried, by name; the first is the one that answers. */
export const trialServices: readonly string[] = harmlessServices
  .map(({ service }) => service)
  .filter((name) => name !== '');
export const TrialServiceSchema = v.picklist(trialServices);

/** The one service that gets bytes written: it sends them back. The others are opened and listened to. */
export const isWritten = (service: string): boolean => service === 'ECHO';

/** What the channel has shown of the printer so far. */
const verdicts = ['opened', 'echoes', 'wrong-echo', 'no-echo'] as const;
export type Verdict = (typeof verdicts)[number];

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * Since the channel was opened. `bytesIn` is what was read, or, on a service that is not read, what notices
 * announced; notices that come between two questions are lost, so those are least numbers.
 */
const TotalsSchema = v.strictObject({
  bytesOut: Count,
  bytesIn: Count,
  creditNotices: Count,
  notices: Count,
});
export type Totals = v.InferOutput<typeof TotalsSchema>;

export const noTotals: Totals = { bytesOut: 0, bytesIn: 0, creditNotices: 0, notices: 0 };

/** How a trial stands; sent a few times a second while it lasts. */
export const TrialSampleSchema = v.strictObject({
  deviceId: DeviceIdSchema,
  /** Of its row. */
  key: v.string(),
  service: v.string(),
  /** On the monotonic clock of the session, as is the moment when it ends at the latest. */
  ms: v.number(),
  endsMs: v.number(),
  verdict: v.picklist(verdicts),
  /** False where the driver does not take WAIT_ACTIVITY_BROADCAST. */
  listening: v.boolean(),
  totals: TotalsSchema,
});
export type TrialSample = v.InferOutput<typeof TrialSampleSchema>;

/** In bytes: more than a printer takes in small packets without giving new credit. */
const muchData = 8_000;

/** Whether it is seen by now that the printer answers, or does not. A first echo comes back on the credit of its channel. */
export const hasShown = ({
  service,
  verdict,
  totals,
}: Pick<TrialSample, 'service' | 'verdict' | 'totals'>): boolean =>
  verdict === 'opened'
    ? !isWritten(service)
    : verdict !== 'echoes' || totals.creditNotices > 0 || totals.bytesOut >= muchData;

const trialEnds = ['time', 'asked', 'device-wanted', 'channel-closed', 'fault'] as const;

/** What came of a channel that was open. */
export const TrialReportSchema = v.strictObject({
  service: v.string(),
  hostSocket: v.number(),
  peripheralSocket: v.number(),
  verdict: v.picklist(verdicts),
  listening: v.boolean(),
  totals: TotalsSchema,
  durationMs: v.number(),
  ended: v.picklist(trialEnds),
  fault: v.nullable(FaultSchema),
  /** False: our own socket is still there. */
  destroyed: v.boolean(),
});
export type TrialReport = v.InferOutput<typeof TrialReportSchema>;

/** Requests that the driver can answer only once the printer has. */
const askPrinter: ReadonlySet<string> = new Set(['CREATE_SOCKET', 'OPEN_CHANNEL']);

/**
 * What a trial says of the printer; null: nothing. That no answer came, or none any more, counts only where the driver did
 * what it was asked: it destroyed the socket, or gave back the request that waited for the printer.
 */
export const answerOfPrinter = (
  outcome: { kind: 'done'; report: TrialReport } | { kind: 'failed'; fault: Fault } | null,
): 'came' | 'none' | null => {
  if (outcome?.kind === 'done') {
    const { report } = outcome;
    if (!hasShown(report)) return null;
    if (report.verdict !== 'no-echo') return 'came';
    return report.destroyed ? 'none' : null;
  }
  const fault = outcome?.fault;
  return fault?.kind === 'deadline' && fault.withdrawn && askPrinter.has(fault.request) ? 'none' : null;
};
