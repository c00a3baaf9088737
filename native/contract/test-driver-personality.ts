import type { Personality } from '../simulator/personality.ts';

/** The fields of DOT4TEST_PERSONALITY (dot4test.h) after its size, by name, in their order. */
export const personalityFields = (personality: Personality) => ({
  destroyWithOpenChannel: ['takes-down', 'busy'].indexOf(personality.destroyWithOpenChannel),
  sharing: ['all', 'process', 'handle'].indexOf(personality.sharing),
  creatorFrees: personality.creatorEnds === 'frees' ? 1 : 0,
  waitForChannel: ['works', 'missing', 'not-cancellable'].indexOf(personality.waitForChannel),
  exclusiveOpen: personality.exclusiveOpen ? 1 : 0,
  userModeRefused: personality.userMode === 'refused' ? 1 : 0,
  destroyWantsOutput: personality.destroyWantsOutput ? 1 : 0,
  handleWantsCommand: personality.handleRequests === 'driver-command' ? 1 : 0,
  unknownIsParameter: personality.unknownSocket === 'STATUS_INVALID_PARAMETER' ? 1 : 0,
  sleepEndsLinks: personality.sleep === 'ends-links' ? 1 : 0,
  successToAll: personality.answersSuccessToAll ? 1 : 0,
});
