import * as v from 'valibot';
import { FaultSchema, type Fault } from '#app/faults/fault.ts';
import { DoneSchema, targetOf, type Action } from '#app/remedy/action.ts';
import { fail, type Result } from '#app/result.ts';
import type { Acted } from './action-faults.ts';
import { AskEvidence, type SpawnEvidenceProcess } from '../evidence/ask-evidence.ts';

const ActedSchema = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), value: DoneSchema }),
  v.strictObject({ ok: v.literal(false), fault: FaultSchema }),
]);

/** What each wait may take of the time for the whole action: a service is waited for twice. */
const shareOfWait = 0.4;

/** Lets a process of its own do one action; it ends with it, and is killed when it is late. */
export const askAction = async (
  spawn: SpawnEvidenceProcess,
  action: Action,
  deadlineMs: number,
  onStarted: (end: () => void) => void,
): Promise<Acted> => {
  const asker = new AskEvidence(spawn);
  onStarted(() => asker.close());
  const waitMs = Math.round(deadlineMs * shareOfWait);
  const told = await asker.ask(ActedSchema, { ask: 'act', action, waitMs }, deadlineMs);
  asker.close();
  return told.ok ? told.value : unanswered(action, deadlineMs, told.fault);
};

const unanswered = (
  action: Action,
  deadlineMs: number,
  failure: { readonly why: string; readonly call?: string; readonly systemError?: number },
): Result<never, Fault> => {
  const about = { step: action.kind, target: targetOf(action) } as const;
  const { call, systemError } = failure;
  return call === undefined || systemError === undefined
    ? fail({ kind: 'action-late', ...about, deadlineMs })
    : fail({ kind: 'action-failed', ...about, call, systemError });
};
