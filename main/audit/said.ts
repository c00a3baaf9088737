import type { Device } from '#app/dot4/device.ts';
import type { Operator } from './operator.ts';

/** What every record says: who did it, where and when. `at` in ms since 1970. */
export const said = (
  operator: Operator,
  { id, name, instanceId, driver }: Device,
  simulated: boolean,
  at: number,
) => ({
  schema: 1 as const,
  at: new Date(at).toISOString(),
  ...operator,
  simulated,
  device: { id, name, instanceId, driver },
});
