import type { DriverProfile } from '../dot4/profile.ts';

export type ServiceProbeForbidden =
  'not-measured' | 'answers-success-to-all' | 'driver-takes-nothing' | 'no-own-socket';
export type ChannelProbeForbidden = ServiceProbeForbidden | 'no-own-channel';

/** Whether a socket of ours may be made to ask for a service, or why not: it has to be known that it can be destroyed. */
export const whyNoServiceProbe = (profile: DriverProfile): ServiceProbeForbidden | null => {
  if (profile.origin === 'not-measured') return 'not-measured';
  if (profile.answersSuccessToAll === 'yes') return 'answers-success-to-all';
  if (profile.userMode !== 'accepted') return 'driver-takes-nothing';
  // A simulated driver declares the buffers that differ from the usual ones alone.
  if (profile.origin === 'declared') return null;
  const { CREATE_SOCKET, DESTROY_SOCKET } = profile.shapes;
  return CREATE_SOCKET === undefined ||
    DESTROY_SOCKET === undefined ||
    profile.destroyWantsOutput === 'unknown'
    ? 'no-own-socket'
    : null;
};

/** The same of a channel of ours: it has to be known that it can be closed. */
export const whyNoChannelProbe = (profile: DriverProfile): ChannelProbeForbidden | null => {
  const because = whyNoServiceProbe(profile);
  if (because !== null || profile.origin === 'declared') return because;
  const { OPEN_CHANNEL, CLOSE_CHANNEL } = profile.shapes;
  return OPEN_CHANNEL === undefined || CLOSE_CHANNEL === undefined ? 'no-own-channel' : null;
};
