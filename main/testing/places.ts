import type { ScenarioId } from '#app/practice/scenarios.ts';

/** A channel of a built-in scenario. */
export interface Place {
  readonly scenario: ScenarioId;
  readonly deviceId: string;
  readonly hostSocket: number;
}

export const programHeld = { scenario: 'held', deviceId: 'sim-held-m2727nf', hostSocket: 4 } as const;
export const serviceHeld = { scenario: 'held', deviceId: 'sim-held-3390', hostSocket: 1 } as const;
export const leaked = { scenario: 'office', deviceId: 'sim-m1522nf', hostSocket: 4 } as const;
export const printing = { scenario: 'office', deviceId: 'sim-p2055d', hostSocket: 2 } as const;
