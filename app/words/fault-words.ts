import type { Fault } from '../faults/fault.ts';

/** What a person reads of a fault: a title, what it means, and what to do next. */
export interface FaultWords {
  readonly title: string;
  readonly meaning: string;
  readonly nextStep: string;
}

/** A kind of fault, with all that it carries. */
export type FaultOf<K extends Fault['kind']> = Extract<Fault, { kind: K }>;

/** The words of each kind of fault. Those of one subject stand in a file of their own. */
export type AllFaultWords = { readonly [K in Fault['kind']]: (fault: FaultOf<K>) => FaultWords };

export const words = (title: string, meaning: string, nextStep: string): FaultWords => ({
  title,
  meaning,
  nextStep,
});
