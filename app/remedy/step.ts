import * as v from 'valibot';

/** The ladder, mildest first. A step is tried only when the ones before it did not help. */
export const stepKinds = [
  'cancel-job',
  'stop-program',
  'restart-service',
  'destroy-socket',
  'restart-device',
  'soft-reset',
  'power-cycle',
] as const;
export const StepKindSchema = v.picklist(stepKinds);
export type StepKind = (typeof stepKinds)[number];
