import type { World } from '../world.ts';

/** A situation to practise on and to test with. */
export interface Scenario<Id extends string = string> {
  readonly id: Id;
  readonly build: (world: World) => void;
}
