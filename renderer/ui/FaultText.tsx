import type { Fault } from '#app/faults/fault.ts';
import { faultWords } from '#app/words/faults.ts';
import { Foreign } from './Foreign.tsx';

/** Why an operation failed, or never began. */
export const FaultText = ({ fault }: { readonly fault: Fault }) => {
  const { title, meaning, nextStep } = faultWords(fault);
  return (
    <p role="alert">
      <Foreign text={`${title}. ${meaning} ${nextStep}`} of={fault} />
    </p>
  );
};
