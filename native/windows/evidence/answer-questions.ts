import * as v from 'valibot';
import { ok, type Result } from '#app/result.ts';
import { performAction } from '../actions/perform-action.ts';
import { serviceCalls } from '../actions/service-calls.ts';
import { withKoffi, type NotLoaded } from '../ffi/koffi.ts';
import { bindUser32 } from '../ffi/user32.ts';
import { deviceHolders } from './device-holders.ts';
import { isElevated } from './elevation.ts';
import { evidenceSystem, type SystemFailure } from './evidence-system.ts';
import { AskedSchema, type Question } from './questions.ts';
import { windowsServices, withSharers } from './services.ts';
import { windowsSpooler } from './spooler-adapter.ts';
import { spoolerAnswer } from './spooler-answer.ts';

/** What the evidence process does with a message: answers it, however long Windows takes. */
export const answerQuestions = async (
  answer: (message: unknown) => void,
): Promise<(message: unknown) => void> => {
  const bound = await withKoffi((koffi) => ({
    koffi,
    system: evidenceSystem(koffi),
    serviceManager: serviceCalls(koffi),
  }));
  // each of its own: a library that is missing costs what it is for alone
  const spooler = await withKoffi(windowsSpooler);
  const user32 = await withKoffi(bindUser32);

  const answerTo = (question: Question): Result<unknown, SystemFailure | NotLoaded> => {
    if (!bound.ok) return bound;
    const { koffi, system, serviceManager } = bound.value;
    switch (question.ask) {
      case 'processes': {
        const services = windowsServices(serviceManager);
        if (!services.ok) return services;
        const servicePids = new Set(services.value.flatMap(({ pid }) => (pid === null ? [] : [pid])));
        const ourPids = new Set([...question.ourPids, process.pid]);
        return deviceHolders(system, question.devices, servicePids, ourPids, user32.ok ? user32.value : null);
      }
      case 'windows-service': {
        const named = windowsServices(serviceManager);
        const running = named.ok ? serviceManager.running() : named;
        return named.ok && running.ok ? ok(withSharers(named.value, running.value)) : running;
      }
      case 'spooler':
        return spooler.ok ? spoolerAnswer(spooler.value) : spooler;
      case 'elevation':
        return ok(isElevated(system));
      case 'act':
        return ok(performAction(koffi, question.action, question.waitMs));
      case 'service':
        return serviceManager[question.call](question.name);
    }
  };

  return (message) => {
    const { number, question } = v.parse(AskedSchema, message);
    answer({ number, answer: answerTo(question) });
  };
};
