import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';

/** The ways a driver may behave that no documentation rules out (native/README.md, architecture). */
export interface Personality {
  readonly destroyWithOpenChannel: 'takes-down' | 'busy';
  /** Who may use a socket besides its creator: every handle, the handles of its process, nobody. */
  readonly sharing: 'all' | 'process' | 'handle';
  /** What becomes of sockets when the handle that created them closes. */
  readonly creatorEnds: 'leaks' | 'frees';
  readonly waitForChannel: 'works' | 'missing' | 'not-cancellable';
  readonly exclusiveOpen: boolean;
  /** Whether the stack takes the ten requests from user mode at all. */
  readonly userMode: 'accepted' | 'refused';
}

/** The personality of the reference model. */
export const ordinary: Personality = {
  destroyWithOpenChannel: 'takes-down',
  sharing: 'all',
  creatorEnds: 'leaks',
  waitForChannel: 'works',
  exclusiveOpen: false,
  userMode: 'accepted',
};

/** What a simulated driver says of itself, instead of being measured. */
export const declaredProfile = (personality: Personality): DriverProfile => {
  const reachable = personality.userMode === 'accepted';
  const probes = reachable && personality.waitForChannel !== 'missing';
  return {
    schema: 1,
    origin: 'declared',
    unknownSocketStatus: reachable ? ntStatus('STATUS_NOT_FOUND').code : null,
    existenceProbe: probes ? 'wait-for-channel' : 'none',
    probeCancellation: !probes ? 'unknown' : personality.waitForChannel === 'works' ? 'works' : 'fails',
    foreignDestroy: reachable && personality.sharing === 'all' ? 'allowed' : 'refused',
    destroyWithOpenChannel: personality.destroyWithOpenChannel,
  };
};
