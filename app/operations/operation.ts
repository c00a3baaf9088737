import * as v from 'valibot';
import { CalibrationSchema } from '../calibration/field-report.ts';
import { stepNames } from '../calibration/observation.ts';
import { DeviceIdSchema } from '../dot4/device.ts';
import { NtStatusSchema } from '../dot4/ntstatus.ts';
import { HostSocketSchema, maxHostSocket } from '../dot4/sockets.ts';
import { EvidenceSchema } from '../evidence/evidence.ts';
import { FactsSchema } from '../evidence/facts.ts';
import { SuspicionSchema } from '../evidence/suspicion.ts';
import { FaultSchema } from '../faults/fault.ts';
import type { Fault } from '../faults/fault.ts';
import { ProbeReportSchema, ProbeStepSchema } from '../probe/report.ts';
import { ActionSchema } from '../remedy/action.ts';
import { RemedyOutcomeSchema } from '../remedy/outcome.ts';
import { StepKindSchema } from '../remedy/step.ts';
import { fail, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { ScanReportSchema } from './scan-report.ts';
import { OutcomeSchema } from '../teardown/outcome.ts';
import { TrialReportSchema, TrialSampleSchema, TrialServiceSchema } from '../trial/trial.ts';
import { complaints } from '../verdict/complaints.ts';
import { VerdictSchema } from '../verdict/verdict.ts';
import { ConfirmedSchema } from './confirmation.ts';
import { askedSteps, FindStepSchema } from './find-steps.ts';
import type { OperationKind } from './kinds.ts';

const GenerationSchema = v.pipe(v.number(), v.integer(), v.minValue(1));

/** One channel to close, with what the person saw of it. `generation` null: a number was given, and no row of it was seen. */
const CloseTargetSchema = v.strictObject({
  hostSocket: HostSocketSchema,
  generation: v.nullable(GenerationSchema),
  confirmed: ConfirmedSchema,
});
export type CloseTarget = v.InferOutput<typeof CloseTargetSchema>;

const close = v.strictObject({
  kind: v.literal('close'),
  deviceId: DeviceIdSchema,
  targets: v.pipe(
    v.array(CloseTargetSchema),
    v.minLength(1),
    v.maxLength(maxHostSocket),
    v.check(
      (targets) => new Set(targets.map(({ hostSocket }) => hostSocket)).size === targets.length,
      'the same host socket twice',
    ),
  ),
});

const remedy = v.strictObject({
  kind: v.literal('remedy'),
  deviceId: DeviceIdSchema,
  hostSocket: HostSocketSchema,
  generation: GenerationSchema,
  step: StepKindSchema,
  /** What the plan would do around the driver; null for the steps that do nothing there. */
  action: v.nullable(ActionSchema),
  confirmed: ConfirmedSchema,
});
export type RemedyRequest = v.InferOutput<typeof remedy>;

/** What can be asked of a device. */
export const OperationRequestSchema = v.variant('kind', [
  close,
  remedy,
  v.strictObject({ kind: v.literal('measure'), deviceId: DeviceIdSchema }),
  /** `open`: also by opening channels, only after the person was asked for that by itself. */
  v.strictObject({ kind: v.literal('probe'), deviceId: DeviceIdSchema, open: v.boolean() }),
  /** Opens a channel of our own for half a minute at most. */
  v.strictObject({ kind: v.literal('trial'), deviceId: DeviceIdSchema, service: TrialServiceSchema }),
  v.strictObject({ kind: v.literal('scan'), deviceId: DeviceIdSchema }),
  /** Works through what may be stuck; `agreedTo`: what it may do beside looking. */
  v.strictObject({
    kind: v.literal('find'),
    deviceId: DeviceIdSchema,
    complaint: v.picklist(complaints),
    agreedTo: v.pipe(v.array(v.picklist(askedSteps)), v.maxLength(askedSteps.length)),
  }),
]);
export type OperationRequest = v.InferOutput<typeof OperationRequestSchema>;
export type RequestOf<K extends OperationKind> = Extract<OperationRequest, { kind: K }>;

export const operationStages = [
  /** Another operation has the device. */
  'waiting',
  'looking',
  'acting',
  /** Whether it helped, and whether that holds. */
  'checking',
  'waiting-to-leave',
  'waiting-to-return',
] as const;
export type OperationStage = (typeof operationStages)[number];

/** Of what a search found: it is in use. Of a step: the printer works again, or it still fails. */
export const personAnswers = ['in-use', 'works', 'fails'] as const;
export type PersonAnswer = (typeof personAnswers)[number];

const common = {
  id: v.number(),
  deviceId: DeviceIdSchema,
  deviceName: v.string(),
  /** Ms since the Unix epoch; null while it runs. */
  startedAt: v.number(),
  endedAt: v.nullable(v.number()),
  stage: v.picklist(operationStages),
  progress: v.nullable(v.strictObject({ done: v.number(), total: v.number() })),
  /** A person asked for its end; it ends as soon as nothing is left half done. */
  isCancelled: v.boolean(),
  /** A person has read its outcome. It stays in the list. */
  isDismissed: v.boolean(),
  /** What a person said after it; null: nothing. */
  answer: v.nullable(v.picklist(personAnswers)),
  /** The operation that started it as one of its steps; null: a person did. */
  partOf: v.nullable(v.number()),
};

const reported = <S extends v.GenericSchema>(report: S) =>
  v.nullable(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('done'), report }),
      v.strictObject({ kind: v.literal('failed'), fault: FaultSchema }),
    ]),
  );

/** What was known of a channel when something was done to it. Its row may leave, and what it rested on with it. */
const BeforeSchema = v.strictObject({
  facts: FactsSchema,
  suspicion: SuspicionSchema,
  evidence: v.array(EvidenceSchema),
});
export type Before = v.InferOutput<typeof BeforeSchema>;

/** `before` null: there was no row. */
const subject = { before: v.nullable(BeforeSchema) };

/** What was seen of the device then, beside its channels. */
const around = { around: v.array(EvidenceSchema) };

/** One channel of a close: `outcome` null while it is not known. */
const ClosingSchema = v.strictObject({
  key: v.nullable(v.string()),
  hostSocket: HostSocketSchema,
  generation: v.nullable(GenerationSchema),
  service: v.nullable(v.string()),
  ...subject,
  outcome: v.nullable(OutcomeSchema),
  /** Whether DESTROY_SOCKET went to the driver, and what the driver answered to it. */
  sent: v.boolean(),
  ntstatus: v.nullable(NtStatusSchema),
  /** What the driver answered meanwhile. */
  evidence: v.array(EvidenceSchema),
});
export type Closing = v.InferOutput<typeof ClosingSchema>;

/** One operation from its request on, kept a while after its end. The window and the command line read the same list. */
export const OperationSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('close'), ...common, ...around, closings: v.array(ClosingSchema) }),
  v.strictObject({
    kind: v.literal('remedy'),
    ...common,
    ...around,
    ...subject,
    channelKey: v.string(),
    hostSocket: HostSocketSchema,
    generation: GenerationSchema,
    service: v.nullable(v.string()),
    step: StepKindSchema,
    /** As a person would name it. */
    target: v.string(),
    outcome: v.nullable(RemedyOutcomeSchema),
  }),
  v.strictObject({
    kind: v.literal('measure'),
    ...common,
    step: v.picklist(stepNames),
    outcome: reported(CalibrationSchema),
  }),
  v.strictObject({
    kind: v.literal('probe'),
    ...common,
    open: v.boolean(),
    /** The question that is asked now. */
    asked: v.nullable(ProbeStepSchema),
    outcome: reported(ProbeReportSchema),
  }),
  v.strictObject({
    kind: v.literal('trial'),
    ...common,
    service: v.string(),
    sample: v.nullable(TrialSampleSchema),
    outcome: reported(TrialReportSchema),
  }),
  v.strictObject({ kind: v.literal('scan'), ...common, outcome: reported(ScanReportSchema) }),
  v.strictObject({
    kind: v.literal('find'),
    ...common,
    complaint: v.picklist(complaints),
    steps: v.array(FindStepSchema),
    outcome: reported(VerdictSchema),
  }),
]);
export type Operation = v.InferOutput<typeof OperationSchema>;
export type OperationOf<K extends OperationKind> = Extract<Operation, { kind: K }>;

/** The outcome of an operation that has ended, as a result. */
export const reportOf = <T>(
  outcome: { kind: 'done'; report: T } | { kind: 'failed'; fault: Fault } | null,
): Result<T, Fault> => {
  if (outcome === null) throw new Error('the operation has not ended');
  return outcome.kind === 'done' ? ok(outcome.report) : fail(outcome.fault);
};

export const isRunning = ({ endedAt }: Operation): boolean => endedAt === null;
