import type { notOfferedReasons } from '../faults/fault.ts';
import type { RemedyStep } from './plan.ts';

/** Why Unjam does not run a step; null: it does. Power-cycling is by hand, and Unjam watches it. */
export const whyNotRun = ({ kind, availability }: RemedyStep): (typeof notOfferedReasons)[number] | null => {
  switch (availability.kind) {
    case 'by-unjam':
      return null;
    case 'by-hand':
      return kind === 'power-cycle' ? null : 'by-hand';
    case 'not-offered':
      return availability.because;
  }
};
