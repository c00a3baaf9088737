import * as v from 'valibot';
import { WindowsServiceSchema } from '#app/evidence/evidence.ts';
import { fail } from '#app/result.ts';
import { serviceErrors, type ServiceAnswer, type ServiceControl } from '../../actions/service-control.ts';
import type { AskEvidence } from '../evidence/ask-evidence.ts';
import type { Question } from '../evidence/questions.ts';

/** What ControlService and StartServiceW may block while the manager is busy with other services (winsvc.h: 30 s). */
const controlMs = 35_000;
const lookMs = 10_000;

const StatusSchema = v.omit(WindowsServiceSchema, ['name']);

/** Lets another process make each call; it is killed when one is late, and the next call starts another. */
export const askedServices = (asker: AskEvidence): ServiceControl => {
  const ask = async <S extends v.GenericSchema>(
    schema: S,
    call: Extract<Question, { ask: 'service' }>['call'],
    name: string,
    limitMs: number,
  ): ServiceAnswer<v.InferOutput<S>> => {
    const answer = await asker.ask(schema, { ask: 'service', call, name }, limitMs);
    if (answer.ok) return answer;
    const { fault } = answer;
    if (fault.why === 'failed') return fail({ call: fault.call, systemError: fault.systemError });
    const systemError = fault.why === 'late' ? serviceErrors.timeout : serviceErrors.processAborted;
    return fail({ call: callNames[call], systemError });
  };

  return {
    status: (name) => ask(StatusSchema, 'status', name, lookMs),
    dependents: (name) => ask(v.array(v.string()), 'dependents', name, lookMs),
    stop: (name, limitMs) => ask(nothing, 'stop', name, Math.min(limitMs, controlMs)),
    start: (name) => ask(nothing, 'start', name, controlMs),
  };
};

const nothing = v.null();

const callNames = {
  status: 'QueryServiceStatusEx',
  dependents: 'EnumDependentServicesW',
  stop: 'ControlService',
  start: 'StartServiceW',
} as const;
