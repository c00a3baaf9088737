import { randomUUID } from 'node:crypto';
import type { AuditRecord } from '#app/audit/record.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { ChannelState, DeviceState } from '#app/session/state.ts';
import type { Operator } from '../../audit/operator.ts';
import { said } from '../../audit/said.ts';

/** The two records of one step, tied by a common id. `channel`: as it was known before. */
export const remedyRecordsOf = (
  operator: Operator,
  { device }: DeviceState,
  channel: ChannelState,
  { kind, target, action }: RemedyStep,
  simulated: boolean,
  now: () => number,
) => {
  const remedy = randomUUID();
  const common = () => ({
    ...said(operator, device, simulated, now()),
    remedy,
    hostSocket: channel.hostSocket,
    generation: channel.generation,
    evidence: channel.evidence,
    step: kind,
    target,
    action,
  });
  return {
    intent: (): AuditRecord => ({ record: 'remedy-intent', ...common() }),
    outcome: (outcome: RemedyOutcome): AuditRecord => ({ record: 'remedy-outcome', ...common(), outcome }),
  };
};
