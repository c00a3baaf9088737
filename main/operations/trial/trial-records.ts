import { randomUUID } from 'node:crypto';
import type { AuditRecord } from '#app/audit/record.ts';
import type { Device } from '#app/dot4/device.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { TrialReport } from '#app/trial/trial.ts';
import type { Operator } from '../../audit/operator.ts';
import { said } from '../../audit/said.ts';

/** The two records of one trial, tied by a common id. */
export const trialRecordsOf = (
  operator: Operator,
  device: Device,
  service: string,
  simulated: boolean,
  now: () => number,
) => {
  const trial = randomUUID();
  const common = () => ({ ...said(operator, device, simulated, now()), trial, service });
  return {
    start: (): AuditRecord => ({ record: 'trial-start', ...common() }),
    end: (tried: Result<TrialReport, Fault>): AuditRecord => ({
      record: 'trial-end',
      ...common(),
      report: tried.ok ? tried.value : null,
      fault: tried.ok ? null : tried.fault,
    }),
  };
};
