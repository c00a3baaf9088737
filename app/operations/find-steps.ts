import * as v from 'valibot';
import { FaultSchema } from '../faults/fault.ts';

/** How something stuck is found, in this order. */
export const findStepNames = [
  /** What the system says of devices, jobs, programs and services. */
  'look',
  'measure',
  'scan',
  /** The same look once more, for what is known of the sockets by now. */
  'holders',
  /** The printer itself, on a channel of our own, if nothing else explains it. */
  'try',
] as const;
export type FindStepName = (typeof findStepNames)[number];

/** The steps that ask more than the system, and are done only where a person agreed to them. */
export const askedSteps = ['measure', 'scan', 'try'] as const satisfies readonly FindStepName[];

/** Why a step was left out. `asked`: by a person, who skipped it or ended the whole. */
const skippedReasons = ['asked', 'not-agreed', 'not-needed', 'not-possible'] as const;

const name = v.picklist(findStepNames);
export const FindStepSchema = v.variant('status', [
  v.strictObject({ name, status: v.picklist(['waiting', 'running', 'done']) }),
  v.strictObject({ name, status: v.literal('skipped'), because: v.picklist(skippedReasons) }),
  v.strictObject({ name, status: v.literal('failed'), fault: FaultSchema }),
]);
export type FindStep = v.InferOutput<typeof FindStepSchema>;

export const waitingSteps: readonly FindStep[] = findStepNames.map((one) => ({
  name: one,
  status: 'waiting',
}));

/** A step that waits or runs becomes what is said; what has ended stays as it is. */
export const withStep = (steps: readonly FindStep[], step: FindStep): FindStep[] =>
  steps.map((one) =>
    one.name === step.name && (one.status === 'waiting' || one.status === 'running') ? step : one,
  );
