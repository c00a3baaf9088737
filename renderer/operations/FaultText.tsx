import type { Fault } from '#app/faults/fault.ts';
import { faultWords } from '#app/words/faults.ts';

/** Why an operation failed, or never began. */
export const FaultText = ({ fault }: { readonly fault: Fault }) => {
  const { title, meaning, nextStep } = faultWords(fault);
  return (
    <p role="alert">
      {title}. {meaning} {nextStep}
    </p>
  );
};
