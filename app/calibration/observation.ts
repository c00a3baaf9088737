import * as v from 'valibot';
import { requestNames } from '../dot4/requests.ts';

/** What is found out, in this order; one plan step each. */
export const stepNames = [
  'open',
  'open-again',
  'create',
  'destroy',
  'probe-own',
  'probe-unknown',
  'destroy-unknown',
  'creator-ends',
  'channel',
  'close-again',
  'destroy-with-channel',
  'other-handle',
  'other-process',
] as const;
export type StepName = (typeof stepNames)[number];

/** How one question to the driver ended. */
const answerKinds = [
  'done',
  'refused',
  /** It waited in the driver until it was withdrawn. */
  'pended',
  /** It waited, and was not given back when it was withdrawn. */
  'kept',
  /** It could not be read, or never came. */
  'unusable',
] as const;

/** One question that was asked while measuring, and its answer. Nothing in it tells whose computer it was. */
export const CalibrationObservationSchema = v.strictObject({
  step: v.picklist(stepNames),
  request: v.picklist(['OPEN', ...requestNames]),
  /** Name of the buffers it was sent with; null for an open. */
  shape: v.nullable(v.string()),
  service: v.nullable(v.string()),
  hostSocket: v.nullable(v.number()),
  answer: v.picklist(answerKinds),
  /** NTSTATUS, unsigned, of a refusal. */
  status: v.nullable(v.number()),
  ms: v.pipe(v.number(), v.minValue(0)),
});
export type CalibrationObservation = v.InferOutput<typeof CalibrationObservationSchema>;
