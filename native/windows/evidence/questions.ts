import * as v from 'valibot';
import { NotLoadedSchema } from '#app/faults/fault.ts';
import { OneCallActionSchema } from '#app/remedy/action.ts';
import { QueueSchema, WindowsServiceSchema } from '#app/evidence/evidence.ts';
import { JobSchema } from '#app/evidence/job.ts';

/** A device whose holders are looked for, by the paths that lead to it. */
const LookedAtDeviceSchema = v.strictObject({ deviceId: v.string(), openPaths: v.array(v.string()) });
export type LookedAtDevice = v.InferOutput<typeof LookedAtDeviceSchema>;

/** What the evidence process is asked. Each question is about the whole system, so one look serves all devices. */
const QuestionSchema = v.variant('ask', [
  v.strictObject({
    ask: v.literal('processes'),
    devices: v.array(LookedAtDeviceSchema),
    /** Our own processes, which hold devices while they work and are nobody's evidence. */
    ourPids: v.array(v.number()),
  }),
  v.strictObject({ ask: v.literal('windows-service') }),
  v.strictObject({ ask: v.literal('spooler') }),
  v.strictObject({ ask: v.literal('elevation') }),
  /** Not a question: something to do, with what each wait in it may take. */
  v.strictObject({ ask: v.literal('act'), action: OneCallActionSchema, waitMs: v.number() }),
  /** One call of the service control manager: of these a restart is made, which outlives a process that hangs in one. */
  v.strictObject({
    ask: v.literal('service'),
    call: v.picklist(['status', 'dependents', 'stop', 'start']),
    name: v.string(),
  }),
]);
export type Question = v.InferOutput<typeof QuestionSchema>;

export const ProcessesAnswerSchema = v.strictObject({
  holders: v.array(
    v.strictObject({
      deviceId: v.string(),
      pid: v.number(),
      name: v.string(),
      /** With the id it names one process for ever: ids are given again. */
      startedAt: v.nullable(v.string()),
      /** What it has used; null where that is not told. */
      use: v.nullable(v.strictObject({ processorMs: v.number(), operations: v.number() })),
      /** Null: none of it was seen. */
      window: v.nullable(v.picklist(['responds', 'hangs'])),
    }),
  ),
  /** How many candidates Windows did not let us look into. */
  closed: v.number(),
  /** The ids of everything that runs. */
  running: v.array(v.number()),
});
export type ProcessesAnswer = v.InferOutput<typeof ProcessesAnswerSchema>;

export const ServicesAnswerSchema = v.array(WindowsServiceSchema);
export type ServicesAnswer = v.InferOutput<typeof ServicesAnswerSchema>;

export const SpoolerAnswerSchema = v.strictObject({
  ports: v.array(v.strictObject({ name: v.string(), monitor: v.nullable(v.string()) })),
  queues: v.array(QueueSchema),
  jobs: v.array(JobSchema),
  /** Those of them whose jobs could not be read, or not all. */
  unreadQueues: v.array(v.string()),
  /** There are queues of which not even the ports could be read. */
  isCutShort: v.boolean(),
  isBusyElsewhere: v.boolean(),
});
export type SpoolerAnswer = v.InferOutput<typeof SpoolerAnswerSchema>;

export const ElevationAnswerSchema = v.nullable(v.boolean());

/** A question on its way, and what comes back under the same number. */
export const AskedSchema = v.strictObject({ number: v.number(), question: QuestionSchema });
export const AnsweredSchema = v.strictObject({
  number: v.number(),
  answer: v.variant('ok', [
    v.strictObject({ ok: v.literal(true), value: v.unknown() }),
    v.strictObject({
      ok: v.literal(false),
      fault: v.union([v.strictObject({ call: v.string(), systemError: v.number() }), NotLoadedSchema]),
    }),
  ]),
});
