import * as v from 'valibot';
import type { Clock } from '#app/clock.ts';
import { FaultSchema } from '#app/faults/fault.ts';
import { DoneSchema, type Action } from '#app/remedy/action.ts';
import { fail } from '#app/result.ts';
import { actionFaults, type Acted } from '../../actions/action-faults.ts';
import { restartService } from '../../actions/restart-service.ts';
import { AskEvidence, type SpawnEvidenceProcess } from '../evidence/ask-evidence.ts';
import { askedServices } from './asked-services.ts';

const ActedSchema = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), value: DoneSchema }),
  v.strictObject({ ok: v.literal(false), fault: FaultSchema }),
]);

/** What the wait in an action may take of the time for the whole. */
const shareOfWait = 0.8;

export interface AskActionParts {
  readonly spawn: SpawnEvidenceProcess;
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>;
  /** Aborted: the program ends. */
  readonly closing: AbortSignal;
}

/**
 * Lets a process of its own do one action; it ends with it, and is killed when it is late. A restart of a service is
 * many short calls: what was stopped is started by the next process when one was killed.
 */
export const askAction = async (
  { spawn, clock, closing }: AskActionParts,
  action: Action,
  deadlineMs: number,
): Promise<Acted> => {
  const asker = new AskEvidence(spawn);
  const end = (): void => asker.close();
  try {
    if (action.kind === 'restart-service') {
      const services = askedServices(asker);
      return await restartService({ services, clock, budgetMs: deadlineMs, hurry: closing }, action);
    }
    closing.addEventListener('abort', end, { once: true });
    const waitMs = Math.round(deadlineMs * shareOfWait);
    const sentMs = clock.monotonicMs();
    const answer = await asker.ask(ActedSchema, { ask: 'act', action, waitMs }, deadlineMs);
    if (answer.ok) return answer.value;
    if (answer.fault.why === 'not-loaded') return fail(answer.fault.fault);
    const { late, failed } = actionFaults(action);
    return answer.fault.why === 'failed'
      ? failed(answer.fault.call, answer.fault.systemError)
      : late(closing.aborted ? Math.round(clock.monotonicMs() - sentMs) : deadlineMs);
  } finally {
    closing.removeEventListener('abort', end);
    asker.close();
  }
};
