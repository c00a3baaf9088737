import type { Fault, notOfferedReasons } from '../faults/fault.ts';
import type { LookSourceName } from '../evidence/source-report.ts';
import { fail, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { DeviceState } from '../session/state.ts';
import type { RemedyStep } from './plan.ts';
import type { StepKind } from './step.ts';

export type NotRun = (typeof notOfferedReasons)[number];

/** Why Unjam does not run a step; null: it does. Power-cycling is by hand, and Unjam watches it. */
export const whyNotRun = ({ kind, availability }: RemedyStep): NotRun | null => {
  switch (availability.kind) {
    case 'by-unjam':
      return null;
    case 'by-hand':
      return kind === 'power-cycle' ? null : 'by-hand';
    case 'not-offered':
      return availability.because;
  }
};

/** The same as a fault. */
export const whyStepFails = (step: RemedyStep): Fault | null => {
  const because = whyNotRun(step);
  if (because === null) return null;
  const { availability } = step;
  return availability.kind === 'not-offered' && availability.because === 'policy'
    ? availability.forbids
    : { kind: 'step-not-offered', step: step.kind, because };
};

/** Where the evidence for a step comes from. */
const sourcesOf: Readonly<Record<StepKind, readonly LookSourceName[]>> = {
  'cancel-job': ['spooler'],
  'stop-program': ['processes'],
  'restart-service': ['processes', 'windows-service', 'spooler'],
  'destroy-socket': [],
  'restart-device': ['device-node'],
  'soft-reset': ['device-node'],
  'power-cycle': [],
};

/** A step of the plan by its kind; without it, whether nothing speaks for it or nobody could look. */
export const findStep = (
  plan: readonly RemedyStep[],
  kind: StepKind,
  { sources }: DeviceState,
): Result<RemedyStep, NotRun> => {
  const step = plan.find((one) => one.kind === kind);
  if (step !== undefined) return ok(step);
  const isSilent = sources.some(
    ({ source, result }) => result.kind === 'not-looked' && sourcesOf[kind].includes(source),
  );
  return fail(isSilent ? 'source-silent' : 'not-in-plan');
};
