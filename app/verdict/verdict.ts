import * as v from 'valibot';
import { DeviceIdSchema } from '../dot4/device.ts';
import { EvidenceSchema, ProcessSchema, QueueSchema } from '../evidence/evidence.ts';
import { HolderSchema } from '../evidence/facts.ts';
import { JobSchema } from '../evidence/job.ts';
import { SourceReportSchema } from '../evidence/source-report.ts';
import { SuspicionSchema } from '../evidence/suspicion.ts';
import { FaultSchema } from '../faults/fault.ts';
import { StepKindSchema } from '../remedy/step.ts';
import { probeForbiddenReasons } from '../teardown/permissions.ts';
import { complaints, printerFunctions } from './complaints.ts';

/** What explains a complaint, worst first. */
export const explanationKinds = [
  /** A stuck channel, on what the complaint is about. */
  'blocked',
  /** The printer itself does not answer: closing channels cannot mend that. */
  'printer-does-not-answer',
  /** Nothing is stuck: a person has to do something at the printer, its queue or its cable. */
  'person-needed',
  /** A channel that may be stuck, or a stuck one that the complaint is not about. */
  'suspected',
] as const;

/** One channel that an explanation is about. */
const ChannelRefSchema = v.strictObject({
  key: v.string(),
  hostSocket: v.number(),
  generation: v.number(),
  service: v.nullable(v.string()),
});
export type ChannelRef = v.InferOutput<typeof ChannelRefSchema>;

/** Why. What is said of channels holds for each that the explanation names. */
const CauseSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('channel'),
    suspicion: SuspicionSchema,
    holder: v.nullable(HolderSchema),
    job: v.nullable(JobSchema),
  }),
  /** The driver has no number left. `holder`: the one program that is seen with the printer open. */
  v.strictObject({ kind: v.literal('channels-taken'), holder: v.nullable(HolderSchema) }),
  /** A channel of our own to a harmless service was not answered. */
  v.strictObject({ kind: v.literal('no-answer'), service: v.string() }),
  v.strictObject({ kind: v.literal('device-gone') }),
  v.strictObject({ kind: v.literal('problem-code'), code: v.number() }),
  /** Or it is being deleted and stays, or does not begin. */
  v.strictObject({ kind: v.literal('job-wants-person'), job: JobSchema }),
  v.strictObject({ kind: v.literal('service-stopped'), service: v.string() }),
  v.strictObject({
    kind: v.literal('queue-stands'),
    queue: QueueSchema,
    because: v.picklist(['paused', 'offline', 'error']),
  }),
]);
export type Cause = v.InferOutput<typeof CauseSchema>;
/** A cause that is no matter of channels. */
export type CauseBeside = Exclude<Cause, { readonly kind: 'channel' | 'channels-taken' }>;

/** What only a person can see, and must be asked before something is ended that may work. */
export const questionNames = ['scanning', 'printing', 'faxing', 'in-use'] as const;

export const ExplanationSchema = v.strictObject({
  kind: v.picklist(explanationKinds),
  /** What it keeps from working; null: a service that is none of these, or is not known. */
  blocks: v.nullable(v.picklist(printerFunctions)),
  cause: CauseSchema,
  channels: v.array(ChannelRefSchema),
  grounds: v.array(EvidenceSchema),
  question: v.nullable(v.picklist(questionNames)),
  /** The mildest step, of the first channel, that may mend it and ends nothing that works; null: there is none. */
  first: v.nullable(StepKindSchema),
  /** Those to try then, mildest first. */
  next: v.array(StepKindSchema),
});
export type Explanation = v.InferOutput<typeof ExplanationSchema>;

/** What could not be seen, and keeps us from saying that nothing is stuck. */
const GapSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('cannot-scan'), because: v.picklist(probeForbiddenReasons) }),
  v.strictObject({ kind: v.literal('not-scanned') }),
  v.strictObject({ kind: v.literal('scan-failed'), fault: FaultSchema }),
  v.strictObject({ kind: v.literal('sockets-unclear'), count: v.number() }),
  /** `report` null: it was never looked. */
  v.strictObject({ kind: v.literal('jobs-unseen'), report: v.nullable(SourceReportSchema) }),
  v.strictObject({ kind: v.literal('holders-unseen'), report: v.nullable(SourceReportSchema) }),
  /** It was not seen to move, and not watched for long enough to say that it does not. */
  v.strictObject({ kind: v.literal('job-unwatched'), job: JobSchema, forMs: v.number() }),
  /** Its window does not respond, and no explanation names it. */
  v.strictObject({ kind: v.literal('holder-unwatched'), process: v.string(), forMs: v.number() }),
  /** The program that alone may have used them ended, and whether they are still open was not looked at since. */
  v.strictObject({
    kind: v.literal('ended-since'),
    process: v.string(),
    channels: v.array(ChannelRefSchema),
  }),
  /** A program that may have used them was seen ended, and others, which may use them now, work. */
  v.strictObject({
    kind: v.literal('owner-unclear'),
    process: v.string(),
    others: v.array(v.string()),
    channels: v.array(ChannelRefSchema),
    question: v.picklist(questionNames),
  }),
]);
export type Gap = v.InferOutput<typeof GapSchema>;

/** Without an explanation it is one of the last two. */
export const verdictKinds = [...explanationKinds, 'could-not-be-told', 'nothing-found'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** What a complaint about a printer comes to, as far as could be seen at that moment. */
export const VerdictSchema = v.strictObject({
  kind: v.picklist(verdictKinds),
  deviceId: DeviceIdSchema,
  /** The printer, as a person tells it from others. */
  printer: v.string(),
  complaint: v.picklist(complaints),
  /** Ms since the Unix epoch, and on the session's monotonic clock. */
  at: v.number(),
  ms: v.number(),
  explanation: v.nullable(ExplanationSchema),
  /** What was found beside it, worst first. */
  others: v.array(ExplanationSchema),
  /** Jobs in progress of which nothing says that they are stuck. */
  working: v.array(JobSchema),
  /** Programs that run and have the device open. */
  holders: v.array(ProcessSchema),
  /** Where was looked, and what each source cannot see. */
  sources: v.array(SourceReportSchema),
  /** When the driver was last asked which sockets exist, and how many did. */
  scanned: v.nullable(v.strictObject({ at: v.number(), found: v.number() })),
  /** Whether the printer answered on a channel of our own since then; null: it was not tried, or it showed nothing. */
  answered: v.nullable(v.boolean()),
  missing: v.array(GapSchema),
});
export type Verdict = v.InferOutput<typeof VerdictSchema>;
