import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { viewEvents } from './view-store.ts';

/** Main's refusal of a whole command is shown; being cancelled is what the person wanted. */
export const showFault = (answer: Result<unknown, Fault>): void => {
  if (!answer.ok && answer.fault.kind !== 'cancelled') viewEvents.commandRefused(Date.now(), answer.fault);
};
