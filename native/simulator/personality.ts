import { ntStatus } from '#app/dot4/ntstatus.ts';
import { requestNames, type RequestName } from '#app/dot4/requests.ts';
import { notMeasured, type DriverProfile, type Shapes } from '#app/dot4/profile.ts';
import { shapes, type Shape } from '../wire/shapes.ts';

/** The ways a driver may behave that no documentation rules out (native/README.md, architecture). */
export interface Personality {
  readonly destroyWithOpenChannel: 'takes-down' | 'busy';
  /** Whether DESTROY_SOCKET is refused without an output buffer: its code says METHOD_OUT_DIRECT. */
  readonly destroyWantsOutput: boolean;
  /** What the requests take that speak of a channel handle alone: the handle, or the larger DOT4_DRIVER_CMD. */
  readonly handleRequests: 'handle' | 'driver-command';
  /** The status for a host socket that does not exist. */
  readonly unknownSocket: 'STATUS_NOT_FOUND' | 'STATUS_INVALID_PARAMETER';
  /** Who may use a socket besides its creator: every handle, the handles of its process, nobody. */
  readonly sharing: 'all' | 'process' | 'handle';
  /** What becomes of sockets when the handle that created them closes. */
  readonly creatorEnds: 'leaks' | 'frees';
  readonly waitForChannel: 'works' | 'missing' | 'not-cancellable';
  readonly exclusiveOpen: boolean;
  /** Whether the stack takes the ten requests from user mode at all. */
  readonly userMode: 'accepted' | 'refused';
  /** What is left after sleep and resume: everything, or no socket and no handle that was open before. */
  readonly sleep: 'keeps-links' | 'ends-links';
  /** Whether it says STATUS_SUCCESS where it did nothing: no such socket, service or channel, or not allowed. */
  readonly answersSuccessToAll: boolean;
}

/** The personality of the reference model. */
export const ordinary: Personality = {
  destroyWithOpenChannel: 'takes-down',
  destroyWantsOutput: false,
  handleRequests: 'handle',
  unknownSocket: 'STATUS_NOT_FOUND',
  sharing: 'all',
  creatorEnds: 'leaks',
  waitForChannel: 'works',
  exclusiveOpen: false,
  userMode: 'accepted',
  sleep: 'keeps-links',
  answersSuccessToAll: false,
};

/** Drivers that a scenario can name. */
export const personalities = {
  ordinary,
  'keeps-busy-sockets': { ...ordinary, destroyWithOpenChannel: 'busy' },
  'frees-on-close': { ...ordinary, creatorEnds: 'frees' },
  'own-sockets-only': { ...ordinary, sharing: 'handle' },
  'cannot-be-asked': { ...ordinary, waitForChannel: 'missing' },
  'keeps-questions': { ...ordinary, waitForChannel: 'not-cancellable' },
  'one-at-a-time': { ...ordinary, exclusiveOpen: true },
  'kernel-only': { ...ordinary, userMode: 'refused' },
  'success-to-all': { ...ordinary, answersSuccessToAll: true },
} as const satisfies Readonly<Record<string, Personality>>;
export type PersonalityName = keyof typeof personalities;

/** The ways one personality may differ from another, for tests that walk through all of them. */
export const personalityChoices: { readonly [K in keyof Personality]: readonly Personality[K][] } = {
  destroyWithOpenChannel: ['takes-down', 'busy'],
  destroyWantsOutput: [false, true],
  handleRequests: ['handle', 'driver-command'],
  unknownSocket: ['STATUS_NOT_FOUND', 'STATUS_INVALID_PARAMETER'],
  sharing: ['all', 'process', 'handle'],
  creatorEnds: ['leaks', 'frees'],
  waitForChannel: ['works', 'missing', 'not-cancellable'],
  exclusiveOpen: [false, true],
  userMode: ['accepted', 'refused'],
  sleep: ['keeps-links', 'ends-links'],
  answersSuccessToAll: [false, true],
};

/** The buffers that a driver of this personality takes: shorter ones it refuses, longer ones it does not mind. */
export const shapeWanted = (
  { destroyWantsOutput, handleRequests }: Personality,
  request: RequestName,
): Shape => {
  const [first, second = first] = shapes[request];
  const wantsSecond = request === 'DESTROY_SOCKET' ? destroyWantsOutput : handleRequests === 'driver-command';
  return wantsSecond ? second : first;
};

const declaredShapes = (personality: Personality): Shapes => {
  const wanted = requestNames.map((name) => [name, shapeWanted(personality, name)] as const);
  const unusual = wanted.filter(([name, shape]) => shape !== shapes[name][0]);
  return Object.fromEntries(unusual.map(([name, shape]) => [name, shape.name]));
};

/** What a simulated driver says of itself, instead of being measured. */
export const declaredProfile = (personality: Personality): DriverProfile => {
  const reachable = personality.userMode === 'accepted';
  const isTruthful = !personality.answersSuccessToAll;
  const probes = reachable && isTruthful && personality.waitForChannel !== 'missing';
  const unknownStatus = ntStatus(personality.unknownSocket).code;
  return {
    ...notMeasured,
    origin: 'declared',
    userMode: personality.userMode,
    openedBy: 'device-interface',
    exclusiveOpen: personality.exclusiveOpen ? 'yes' : 'no',
    shapes: declaredShapes(personality),
    destroyWantsOutput: personality.destroyWantsOutput ? 'yes' : 'no',
    unknownSocketStatus: reachable && isTruthful ? unknownStatus : null,
    unknownProbeStatus: probes ? unknownStatus : null,
    existenceProbe: probes ? 'wait-for-channel' : 'none',
    probeCancellation: !probes ? 'unknown' : personality.waitForChannel === 'works' ? 'works' : 'fails',
    otherHandleDestroy: reachable && personality.sharing !== 'handle' ? 'allowed' : 'refused',
    foreignDestroy: reachable && personality.sharing === 'all' ? 'allowed' : 'refused',
    destroyWithOpenChannel: personality.destroyWithOpenChannel,
    creatorEnds: personality.creatorEnds,
    answersSuccessToAll: isTruthful ? 'no' : 'yes',
  };
};
