// What tests of other folders use of native, beside its door. No product code imports it.
export { ordinary as ordinaryPersonality, personalityChoices } from './simulator/personality.ts';
export type { Personality } from './simulator/personality.ts';
export { createVirtualClock } from './simulator/virtual-clock.ts';
export type { VirtualClock } from './simulator/virtual-clock.ts';
