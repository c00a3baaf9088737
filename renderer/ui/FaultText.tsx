import type { Fault } from '#app/faults/fault.ts';
import { faultSentence, faultWords } from '#app/words/faults.ts';
import { Foreign } from './Foreign.tsx';

/** Why an operation failed, or never began. */
export const FaultText = ({ fault }: { readonly fault: Fault }) => (
  <p role="alert">
    <Foreign text={`${faultSentence(fault)} ${faultWords(fault).nextStep}`} of={fault} />
  </p>
);
