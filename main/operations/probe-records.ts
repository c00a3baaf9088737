import { randomUUID } from 'node:crypto';
import type { AuditRecord } from '#app/audit/record.ts';
import type { Device } from '#app/dot4/device.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Operator } from '../audit/operator.ts';
import { said } from '../audit/said.ts';

/** What one probe came to, however it ended. */
export interface Probed {
  readonly evidence: readonly Evidence[];
  readonly leftBehind: readonly number[];
  readonly cleanedUp: readonly number[];
  readonly fault: Fault | null;
}

/** The two records of one probe, tied by a common id. */
export const probeRecordsOf = (
  operator: Operator,
  device: Device,
  simulated: boolean,
  open: boolean,
  now: () => number,
) => {
  const measurement = randomUUID();
  const common = () => ({ ...said(operator, device, simulated, now()), measurement, open });
  return {
    start: (): AuditRecord => ({ record: 'probe-start', ...common() }),
    end: ({ evidence, leftBehind, cleanedUp, fault }: Probed): AuditRecord => ({
      record: 'probe-end',
      ...common(),
      evidence: [...evidence],
      leftBehind: [...leftBehind],
      cleanedUp: [...cleanedUp],
      fault,
    }),
  };
};
