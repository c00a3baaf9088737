import type { DriverProfile } from '../dot4/profile.ts';

export const probeForbiddenReasons = [
  'not-measured',
  'answers-success-to-all',
  'no-existence-probe',
  'probe-not-cancellable',
] as const;
export type ProbeForbidden = (typeof probeForbiddenReasons)[number];

/** Whether existence may be asked of this driver, or why not. Asking is never by a second DESTROY_SOCKET. */
export const whyNoProbe = (profile: DriverProfile): ProbeForbidden | null => {
  if (profile.origin === 'not-measured') return 'not-measured';
  if (profile.answersSuccessToAll === 'yes') return 'answers-success-to-all';
  if (profile.existenceProbe !== 'wait-for-channel' || profile.unknownProbeStatus === null) {
    return 'no-existence-probe';
  }
  if (profile.probeCancellation !== 'works') return 'probe-not-cancellable';
  return null;
};

/** Whether sockets of others can be destroyed on this driver; `unknown`: only trying tells, and what came of it may stay unconfirmed. */
export const foreignDestroyOf = (profile: DriverProfile): DriverProfile['foreignDestroy'] =>
  profile.origin === 'not-measured' ? 'unknown' : profile.foreignDestroy;

/** Services whose channels carry jobs that a teardown would cut off. */
const jobServices: ReadonlySet<string> = new Set(['PRINT', 'HP-FAX-SEND', 'HP-FAX-RECEIVE']);

/** A service that is not known may be any. */
export const mayCarryJob = (service: string | null): boolean => service === null || jobServices.has(service);

/** True when this status from this driver is known to mean that there is no such socket. */
export const meansNoSuchSocket = (profile: DriverProfile, code: number): boolean =>
  profile.origin !== 'not-measured' && profile.unknownSocketStatus === code;
