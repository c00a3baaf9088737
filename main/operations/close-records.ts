import { randomUUID } from 'node:crypto';
import type { AuditRecord } from '#app/audit/record.ts';
import type { Device } from '#app/dot4/device.ts';
import { hexStatus } from '#app/dot4/ntstatus.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { Operator } from '../audit/operator.ts';
import { said } from '../audit/said.ts';
import type { Destroyed } from './destroy-socket.ts';

const request = 'IOCTL_DOT4_DESTROY_SOCKET';

export interface TeardownSubject {
  readonly device: Device;
  readonly simulated: boolean;
  readonly hostSocket: number;
  readonly generation: number | null;
  /** What was known before the teardown. */
  readonly evidence: readonly Evidence[];
}

/** The two records of one teardown, tied by a common id. */
export const auditRecordsOf = (operator: Operator, subject: TeardownSubject, now: () => number) => {
  const teardown = randomUUID();
  const common = (evidence: readonly Evidence[]) => ({
    ...said(operator, subject.device, subject.simulated, now()),
    teardown,
    hostSocket: subject.hostSocket,
    generation: subject.generation,
    evidence: [...subject.evidence, ...evidence],
  });
  return {
    intent: (evidence: readonly Evidence[], overJob: boolean): AuditRecord => ({
      record: 'intent',
      ...common(evidence),
      request,
      overJob,
    }),
    outcome: ({ outcome, evidence, sent, ntstatus }: Destroyed): AuditRecord => ({
      record: 'outcome',
      ...common(evidence),
      request: sent ? request : null,
      ntstatus: ntstatus === null ? null : { code: hexStatus(ntstatus), name: ntstatus.name },
      outcome,
    }),
  };
};
