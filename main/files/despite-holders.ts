import { disk } from './steps.ts';
import type { Steps } from './steps.ts';
import { systemErrorCode } from './system-error.ts';

/** In ms, about a second in all: a virus scanner or a backup that holds a file lets go within it. */
export const patient: readonly number[] = [10, 20, 40, 80, 150, 300, 400];
/** For whoever tries again by itself later. */
export const impatient: readonly number[] = [];

/** What libuv makes of ERROR_SHARING_VIOLATION and ERROR_ACCESS_DENIED; missing rights look the same. */
const held: readonly string[] = ['EACCES', 'EBUSY', 'EPERM'];

/** Runs `change`, and again while another program holds the file. */
export function* despiteHolders<T>(change: () => Steps<T>, patience = patient, meansHeld = held): Steps<T> {
  for (const ms of patience) {
    try {
      return yield* change();
    } catch (error) {
      if (!meansHeld.includes(systemErrorCode(error) ?? '')) throw error;
      yield* disk.pause(ms);
    }
  }
  return yield* change();
}
