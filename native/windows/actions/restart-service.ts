import type { ActionOf } from '#app/remedy/action.ts';
import { mayBeRestarted } from '#app/remedy/restraint.ts';
import { ok, type Result } from '#app/result.ts';
import type { SystemFailure } from '../evidence/evidence-system.ts';
import { actionFaults, type Acted } from './action-faults.ts';
import type { ControlledService, ServiceControl } from './service-control.ts';

const ERROR_SERVICE_DOES_NOT_EXIST = 1060;

type Stopped = Result<'stopped' | 'stuck', SystemFailure>;

const stopOne = (service: ControlledService, waitMs: number): Stopped => {
  const stopped = service.stop();
  if (!stopped.ok) return stopped;
  const state = service.wait('stopped', waitMs);
  return state.ok ? ok(state.value === 'stopped' ? 'stopped' : 'stuck') : state;
};

/** Runs over another service by its name, and closes it. */
const withService = <T>(
  services: ServiceControl,
  name: string,
  use: (service: ControlledService) => Result<T, SystemFailure>,
): Result<T, SystemFailure> => {
  const opened = services.open(name);
  if (!opened.ok) return opened;
  try {
    return use(opened.value);
  } finally {
    opened.value.close();
  }
};

const startOne = (services: ServiceControl, name: string, waitMs: number): boolean => {
  const started = withService(services, name, (service) => {
    const asked = service.start();
    return asked.ok ? service.wait('running', waitMs) : asked;
  });
  return started.ok && started.value === 'running';
};

/**
 * Stops a service after those that depend on it, and starts all of them again, whatever became of the stopping: a
 * dependent that was stopped is not left so. Blocks.
 */
export const restartService = (
  services: ServiceControl,
  action: ActionOf<'restart-service'>,
  waitMs: number,
): Acted => {
  const { gone, changed, isProtected, stays, failed } = actionFaults(action);
  const failedWith = ({ call, systemError }: SystemFailure): Acted => failed(call, systemError);
  if (!mayBeRestarted(action.name)) return isProtected();
  const opened = services.open(action.name);
  if (!opened.ok) {
    return opened.fault.systemError === ERROR_SERVICE_DOES_NOT_EXIST ? gone() : failedWith(opened.fault);
  }
  const service = opened.value;
  try {
    const before = service.status();
    if (!before.ok) return failedWith(before.fault);
    if (before.value.state !== 'running') return gone();
    if (before.value.pid !== action.pid) return changed();
    const dependents = service.dependents();
    if (!dependents.ok) return failedWith(dependents.fault);

    const stopped: string[] = [];
    const startDependents = (): string[] =>
      stopped.toReversed().filter((name) => !startOne(services, name, waitMs));
    for (const name of dependents.value) {
      const one = withService(services, name, (dependent) => stopOne(dependent, waitMs));
      if (one.ok && one.value === 'stopped') {
        stopped.push(name);
        continue;
      }
      startDependents();
      return one.ok ? stays(waitMs) : failedWith(one.fault);
    }
    const own = stopOne(service, waitMs);
    if (!own.ok || own.value === 'stuck') {
      startDependents();
      return own.ok ? stays(waitMs) : failedWith(own.fault);
    }
    const started = service.start();
    if (!started.ok) return failedWith(started.fault);
    const state = service.wait('running', waitMs);
    if (!state.ok) return failedWith(state.fault);
    if (state.value !== 'running') return stays(waitMs);
    const leftStopped = startDependents();
    return ok({ dependents: stopped.filter((name) => !leftStopped.includes(name)), leftStopped });
  } finally {
    service.close();
  }
};
