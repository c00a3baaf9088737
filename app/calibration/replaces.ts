import type { DriverProfile } from '../dot4/profile.ts';
import { unknownStatusOf } from './conclude.ts';
import type { CalibrationObservation } from './observation.ts';

const traits = [
  'userMode',
  'exclusiveOpen',
  'destroyWantsOutput',
  'unknownSocketStatus',
  'unknownProbeStatus',
  'existenceProbe',
  'probeCancellation',
  'destroyWithOpenChannel',
  'otherHandleDestroy',
  'foreignDestroy',
  'creatorEnds',
  'answersSuccessToAll',
] as const satisfies readonly (keyof DriverProfile)[];

const waited = ({ answer }: CalibrationObservation): boolean => answer === 'pended' || answer === 'kept';

/** High numbers may be in use and wait; that all wait, or that one waits which was refused before, is lateness. */
const wasLateForUnknown = (asked: readonly CalibrationObservation[]): boolean => {
  const refused = asked.filter(({ answer }) => answer === 'refused');
  const statuses = refused.flatMap(({ status }) => (status === null ? [] : [status]));
  const waiting = asked.filter(waited);
  return (
    waiting.length > 0 &&
    (unknownStatusOf(statuses) === null ||
      waiting.some(({ hostSocket }) => refused.some((one) => one.hostSocket === hostSocket)))
  );
};

/** Whether a measurement found a harmless service, and every question was answered in time. */
export const isWhole = (observations: readonly CalibrationObservation[]): boolean => {
  const isWait = ({ request }: CalibrationObservation): boolean => request === 'WAIT_FOR_CHANNEL';
  const unknown = observations.filter((one) => one.step === 'probe-unknown' && isWait(one));
  // A socket of ours is meant to wait.
  const others = observations.filter((one) => !isWait(one));
  return (
    observations.some(({ request, answer }) => request === 'CREATE_SOCKET' && answer === 'done') &&
    !others.some((one) => waited(one) || one.answer === 'unusable') &&
    !wasLateForUnknown(unknown)
  );
};

/**
 * Whether a profile that was just measured may take the place of the one known so far. One that is whole always may;
 * any other may add to what is known, and changes nothing of it. What was measured elsewhere gives way to what is measured
 * here.
 */
export const replaces = (found: DriverProfile, earlier: DriverProfile, whole: boolean): boolean =>
  whole ||
  earlier.origin === 'not-measured' ||
  earlier.measuredOn !== undefined ||
  traits.every(
    (trait) => earlier[trait] === 'unknown' || earlier[trait] === null || earlier[trait] === found[trait],
  );
