import { randomUUID } from 'node:crypto';
import type { AuditRecord } from '#app/audit/record.ts';
import type { Device } from '#app/dot4/device.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { Operator } from '../../audit/operator.ts';
import { said } from '../../audit/said.ts';
import type { Measured } from './measure-driver.ts';

/** The two records of one measurement, tied by a common id. */
export const measureRecordsOf = (
  operator: Operator,
  device: Device,
  simulated: boolean,
  now: () => number,
) => {
  const measurement = randomUUID();
  const common = () => ({ ...said(operator, device, simulated, now()), measurement });
  return {
    start: (): AuditRecord => ({ record: 'measure-start', ...common() }),
    end: (measured: Result<Measured, Fault>): AuditRecord => ({
      record: 'measure-end',
      ...common(),
      profile: measured.ok ? measured.value.profile : null,
      leftBehind: measured.ok ? [...measured.value.leftBehind] : [],
      cleanedUp: measured.ok ? [...measured.value.cleanedUp] : [],
      fault: measured.ok ? null : measured.fault,
    }),
  };
};
