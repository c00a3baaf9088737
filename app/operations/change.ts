import * as v from 'valibot';

/** What changed between a yes and the turn of its operation. `what`: the job, program or rule, as a person would name it. */
export const ChangeSchema = v.strictObject({
  kind: v.picklist(['device-came-back', 'new-job', 'other-holder', 'other-grounds']),
  what: v.string(),
});
export type Change = v.InferOutput<typeof ChangeSchema>;
