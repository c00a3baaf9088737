import * as v from 'valibot';
import { FaultSchema } from '../faults/fault.ts';
import { DoneSchema } from './action.ts';
import { StepKindSchema } from './step.ts';

/** Why nobody could look at the socket after a step. */
export const unverifiedReasons = [
  'not-measured',
  'answers-success-to-all',
  'no-existence-probe',
  'probe-not-cancellable',
  'recheck-unclear',
] as const;

/** What undid a step within seconds of it. */
const relapses = ['socket-back', 'job-back', 'program-back', 'service-stopped'] as const;
export type Relapse = (typeof relapses)[number];

/** What became of a step, no stronger than what was observed. `done` null: the step does nothing around the driver. */
export const RemedyOutcomeSchema = v.variant('kind', [
  /** The channel was gone before the step: nothing was done. */
  v.strictObject({ kind: v.literal('not-needed') }),
  /**
   * Done, and a later check shows that the socket is gone. `since`: someone prints or scans on its number by now, or the
   * program that was stopped runs again; absent where nothing of that was seen.
   */
  v.strictObject({
    kind: v.literal('helped'),
    done: v.nullable(DoneSchema),
    since: v.exactOptional(v.picklist(['in-use', 'program-runs'])),
  }),
  /** Done, and the socket is still there; `next`: the rung to try now, null when none is offered. */
  v.strictObject({
    kind: v.literal('still-there'),
    done: v.nullable(DoneSchema),
    next: v.nullable(StepKindSchema),
  }),
  /** Done, and it did not last: seconds later the same is there again, or a service was left stopped. */
  v.strictObject({
    kind: v.literal('did-not-last'),
    done: v.nullable(DoneSchema),
    because: v.picklist(relapses),
    next: v.nullable(StepKindSchema),
  }),
  /**
   * Done, but whether it helped is not known. `there-again`: nothing says who made the socket that is there now.
   * `effect-unseen`: Windows accepted it, but its effect could not be looked at.
   */
  v.strictObject({
    kind: v.literal('unverified'),
    done: v.nullable(DoneSchema),
    because: v.picklist([...unverifiedReasons, 'there-again', 'effect-unseen']),
  }),
  v.strictObject({ kind: v.literal('failed'), fault: FaultSchema }),
]);
export type RemedyOutcome = v.InferOutput<typeof RemedyOutcomeSchema>;
