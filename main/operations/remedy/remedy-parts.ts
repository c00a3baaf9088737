import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Dot4Driver } from '#native';
import type { AuditTrail } from '../../audit/audit-trail.ts';
import { deadlines } from '../../deadlines.ts';
import { lookAt } from '../../session/device-service.ts';
import type { DeviceService } from '../../session/device-service.ts';
import type { DeviceTurns } from '../device-turns.ts';
import type { Session } from '../../session/session-service.ts';
import type { Operator } from '../../audit/operator.ts';
import type { TeardownService } from '../close.ts';

/** What running a step needs. */
export interface RemedyParts {
  readonly driver: Dot4Driver;
  readonly session: Session;
  readonly devices: DeviceService;
  readonly turns: DeviceTurns;
  readonly teardown: TeardownService;
  readonly audit: AuditTrail;
  readonly operator: Operator;
  readonly clock: Clock;
}

export const failed = (fault: Fault): RemedyOutcome => ({ kind: 'failed', fault });

/** Looks at what is around one device and tells the session. */
export const observe = async (
  { driver, session, clock }: RemedyParts,
  deviceId: string,
): Promise<Result<void, Fault>> => {
  const seen = await lookAt(driver, deviceId, deadlines.observeForStep);
  if (!seen.ok) return seen;
  const { observations, sources } = seen.value;
  session.dispatch({ type: 'observed', at: clock.now(), deviceId, observations, sources });
  return ok(undefined);
};
