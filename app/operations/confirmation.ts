import * as v from 'valibot';
import { suspicionLevels, suspicionRuleNames } from '../evidence/rule.ts';

/** One job for good: the spooler gives its numbers again. `submittedAt` null: the spooler did not say. */
const JobNameSchema = v.strictObject({
  queue: v.string(),
  id: v.number(),
  submittedAt: v.nullable(v.string()),
});
export type JobName = v.InferOutput<typeof JobNameSchema>;

/** One process for good: Windows gives process ids again. `startedAt` null: it could not be read. */
const ProcessNameSchema = v.strictObject({
  pid: v.number(),
  name: v.string(),
  startedAt: v.nullable(v.string()),
});
export type ProcessName = v.InferOutput<typeof ProcessNameSchema>;

/** More than a spooler holds on a bad day, and little enough to check at once. */
const mostNames = 1_000;

/**
 * What a person saw when they said yes. The yes covers this and nothing else: what is new or other when the operation
 * has its turn ends it before anything is sent (change.ts).
 */
export const ConfirmedSchema = v.strictObject({
  /** When the device arrived that the row belonged to, in ms since the Unix epoch; null where Windows does not say. */
  arrivedAt: v.nullable(v.number()),
  /** The jobs that were shown, those that wait included. */
  jobs: v.pipe(v.array(JobNameSchema), v.maxLength(mostNames)),
  /** The programs that were shown with the device open. */
  holders: v.pipe(v.array(ProcessNameSchema), v.maxLength(mostNames)),
  suspicion: v.strictObject({
    level: v.picklist(suspicionLevels),
    rule: v.nullable(v.picklist(suspicionRuleNames)),
  }),
  /** The express yes: the jobs in progress that may be cut off, and whether jobs that cannot be seen may be. */
  cutOff: v.strictObject({
    jobs: v.pipe(v.array(JobNameSchema), v.maxLength(mostNames)),
    unseenJobs: v.boolean(),
  }),
});
export type Confirmed = v.InferOutput<typeof ConfirmedSchema>;

export const nothingCutOff: Confirmed['cutOff'] = { jobs: [], unseenJobs: false };
