import type { Environment, simulationReasons } from '#app/session/state.ts';

export type SimulationReason = (typeof simulationReasons)[number];

export interface Circumstances {
  readonly platform: NodeJS.Platform;
  /** A person asked for a scenario. */
  readonly scenarioAsked: boolean;
  /** The runtime is the pinned, official Electron. */
  readonly runtimeVerified: boolean;
  readonly sandboxOff: boolean;
}

/** Why the window must not touch a device whatever is asked, or null. */
export const devicesForbidden = (
  circumstances: Omit<Circumstances, 'scenarioAsked'>,
): Environment['devicesForbidden'] => {
  if (circumstances.platform !== 'win32') return 'platform';
  if (!circumstances.runtimeVerified) return 'unverified-runtime';
  if (circumstances.sandboxOff) return 'no-sandbox';
  return null;
};

/** Why the window does not touch a device, or null. The first reason is the one a person is told. */
export const whySimulate = (circumstances: Circumstances): SimulationReason | null =>
  circumstances.scenarioAsked ? 'asked' : devicesForbidden(circumstances);
