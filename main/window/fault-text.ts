import type { Fault } from '#app/faults/fault.ts';
import { faultWords } from '#app/words/faults.ts';

export const faultText = (fault: Fault): string => {
  const { title, meaning } = faultWords(fault);
  return `${title}: ${meaning}`;
};
