import { randomUUID } from 'node:crypto';
import type { AuditRecord } from '#app/audit/record.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { ChannelState, DeviceState } from '#app/session/state.ts';
import type { Operator } from '../teardown/audit-records.ts';

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
  const { id, name, instanceId, driver } = device;
  const common = () => ({
    schema: 1 as const,
    remedy,
    at: new Date(now()).toISOString(),
    ...operator,
    simulated,
    device: { id, name, instanceId, driver },
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
