import * as v from 'valibot';

const pid = v.pipe(v.number(), v.integer(), v.minValue(1));

/**
 * What is done to the system around a driver, with all that names its target for good: whoever does it looks again
 * and refuses when the same number has become somebody else's.
 */
const oneCallActions = [
  v.strictObject({
    kind: v.literal('cancel-job'),
    queue: v.string(),
    jobId: v.number(),
    document: v.nullable(v.string()),
    user: v.nullable(v.string()),
    /** Absent in older records; null where the spooler does not say. */
    submittedAt: v.optional(v.nullable(v.string())),
  }),
  /** `startedAt`: the time of its creation as the system writes it. Process ids are given again. */
  v.strictObject({ kind: v.literal('stop-program'), pid, name: v.string(), startedAt: v.string() }),
  v.strictObject({ kind: v.literal('restart-device'), instanceId: v.string() }),
] as const;
/** Those that are done whole by one call, or not at all. */
export const OneCallActionSchema = v.variant('kind', oneCallActions);
export type OneCallAction = v.InferOutput<typeof OneCallActionSchema>;

export const ActionSchema = v.variant('kind', [
  ...oneCallActions,
  /** `pid`: the process that it ran in when the step was planned. */
  v.strictObject({ kind: v.literal('restart-service'), name: v.string(), pid }),
]);
export type Action = v.InferOutput<typeof ActionSchema>;
export type ActionOf<K extends Action['kind']> = Extract<Action, { kind: K }>;

/** What else happened with an action that was done. What was added later is optional: old records lack it. */
export const DoneSchema = v.strictObject({
  /** Services that depend on a restarted one: stopped and started with it. */
  dependents: v.array(v.string()),
  /** Services that ran before and do not run now. */
  leftStopped: v.array(v.string()),
  /** Started, but not yet running when the time was over. */
  stillStarting: v.optional(v.array(v.string()), []),
  /** Every service that was stopped and runs again, with its process now. */
  running: v.optional(v.array(v.strictObject({ name: v.string(), pid: v.nullable(v.number()) })), []),
});
export type Done = v.InferOutput<typeof DoneSchema>;

export const nothingElse: Done = { dependents: [], leftStopped: [], stillStarting: [], running: [] };

/** Whether two actions do the same to the same target. */
export const isSameAction = (one: Action | null, other: Action | null): boolean => {
  const fields = (action: Action | null): string => JSON.stringify(Object.entries(action ?? {}).sort());
  return fields(one) === fields(other);
};

/** Its target, as a person would name it. */
export const targetOf = (action: Action): string => {
  switch (action.kind) {
    case 'cancel-job':
      return action.document === null
        ? `print job ${action.jobId} on ${action.queue}`
        : `print job ${action.jobId} “${action.document}” on ${action.queue}`;
    case 'stop-program':
      return `${action.name} (${action.pid})`;
    case 'restart-service':
      return action.name;
    case 'restart-device':
      return action.instanceId;
  }
};
