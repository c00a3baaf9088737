import type { WindowsService } from '#app/evidence/evidence.ts';
import { ok, type Result } from '#app/result.ts';
import { serviceErrors, type ServiceFailure } from '../../actions/service-control.ts';
import type { ServiceCalls } from '../actions/service-calls.ts';
import { namedServices } from './candidate-programs.ts';

/** State and process of the services that have to do with printers. No right but that to ask is asked for. */
export const windowsServices = (
  calls: Pick<ServiceCalls, 'status'>,
): Result<readonly WindowsService[], ServiceFailure> => {
  const found: WindowsService[] = [];
  for (const name of namedServices) {
    const status = calls.status(name);
    if (status.ok) found.push({ name, ...status.value });
    else if (status.fault.systemError === serviceErrors.doesNotExist) {
      found.push({ name, state: 'not-installed', pid: null });
    } else return status;
  }
  return ok(found);
};

/** Services, and after them whatever else runs in one of their processes. */
export const withSharers = (
  named: readonly WindowsService[],
  running: readonly WindowsService[],
): readonly WindowsService[] => {
  const names = new Set(named.map(({ name }) => name.toLowerCase()));
  const pids = new Set(named.flatMap(({ pid }) => (pid === null ? [] : [pid])));
  return [
    ...named,
    ...running.filter(({ name, pid }) => pid !== null && pids.has(pid) && !names.has(name.toLowerCase())),
  ];
};
