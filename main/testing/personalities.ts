import fc from 'fast-check';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import { ordinaryPersonality, personalityChoices } from '#native/testing.ts';
import type { Personality } from '#native/testing.ts';

type Found = Omit<
  DriverProfile,
  'schema' | 'origin' | 'measuredAt' | 'openedBy' | 'shapes' | 'probeMs' | 'timings'
>;

/** What can be found out about a driver of this personality without being told. */
export const observable = (personality: Personality): Found => {
  const exclusiveOpen = personality.exclusiveOpen ? 'yes' : 'no';
  if (personality.userMode === 'refused') {
    return {
      userMode: 'refused',
      exclusiveOpen,
      destroyWantsOutput: 'unknown',
      unknownSocketStatus: null,
      unknownProbeStatus: null,
      existenceProbe: 'none',
      probeCancellation: 'unknown',
      destroyWithOpenChannel: 'unknown',
      otherHandleDestroy: 'refused',
      foreignDestroy: 'refused',
      creatorEnds: 'unknown',
      answersSuccessToAll: 'unknown',
    };
  }
  const isTruthful = !personality.answersSuccessToAll;
  const probes = isTruthful && personality.waitForChannel !== 'missing';
  const status = ntStatus(personality.unknownSocket).code;
  // One handle at a time, and it is not known that sockets outlive it: nobody ever meets a socket of somebody else.
  const alone = personality.exclusiveOpen && (personality.creatorEnds === 'frees' || !probes);
  const isAsked = isTruthful && !alone;
  return {
    userMode: 'accepted',
    exclusiveOpen,
    destroyWantsOutput: personality.destroyWantsOutput ? 'yes' : 'no',
    unknownSocketStatus: probes ? status : null,
    unknownProbeStatus: probes ? status : null,
    existenceProbe: probes ? 'wait-for-channel' : 'none',
    probeCancellation:
      personality.waitForChannel === 'missing'
        ? 'unknown'
        : personality.waitForChannel === 'works'
          ? 'works'
          : 'fails',
    destroyWithOpenChannel: isTruthful ? personality.destroyWithOpenChannel : 'unknown',
    otherHandleDestroy: !isAsked ? 'unknown' : personality.sharing === 'handle' ? 'refused' : 'allowed',
    foreignDestroy: !isAsked ? 'unknown' : personality.sharing === 'all' ? 'allowed' : 'refused',
    creatorEnds: probes ? personality.creatorEnds : 'unknown',
    answersSuccessToAll: isTruthful ? 'no' : 'yes',
  };
};

/** A driver that lets nobody but the handle destroy a socket, and keeps it when that handle closes. */
export const keepsForEver = (personality: Personality): boolean =>
  personality.userMode === 'accepted' &&
  personality.waitForChannel !== 'missing' &&
  !personality.answersSuccessToAll &&
  personality.sharing === 'handle' &&
  personality.creatorEnds === 'leaks';

export const personality: fc.Arbitrary<Personality> = fc.record(
  Object.fromEntries(
    Object.entries(personalityChoices).map(([key, values]) => [
      key,
      fc.constantFrom(...(values as readonly unknown[])),
    ]),
  ),
) as unknown as fc.Arbitrary<Personality>;

/** Every personality that differs from the ordinary one in one way, and the ordinary one itself. */
export const singlePersonalities: readonly (readonly [name: string, personality: Personality])[] = [
  ['ordinary', ordinaryPersonality],
  ...Object.entries(personalityChoices).flatMap(([key, values]) =>
    (values as readonly unknown[])
      .slice(1)
      .map((value) => [`${key}: ${String(value)}`, { ...ordinaryPersonality, [key]: value }] as const),
  ),
];
