import { serviceStates, type WindowsService } from '#app/evidence/evidence.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { Advapi32 } from '../ffi/advapi32.ts';
import { isValidHandle, type ServiceHandle } from '../ffi/handles.ts';
import { namedServices } from './candidate-programs.ts';
import type { EvidenceSystem, SystemFailure } from './evidence-system.ts';

const SC_MANAGER_CONNECT = 1;
const SERVICE_QUERY_STATUS = 4;
const SC_STATUS_PROCESS_INFO = 0;
const ERROR_SERVICE_DOES_NOT_EXIST = 1060;

/** SERVICE_STATUS_PROCESS: nine words; dwCurrentState is the second, dwProcessId the eighth. */
const statusBytes = 36;
const stateAt = 4;
const pidAt = 28;

/** dwCurrentState counts from 1 (winsvc.h) in the order of our names; ours begin with "not installed". */
const stateOf = (current: number): WindowsService['state'] => serviceStates[current] ?? 'stopped';

/** State and process of the services that have to do with printers. No right but that to ask is asked for. */
export const windowsServices = ({
  kernel32,
  advapi32,
}: EvidenceSystem): Result<readonly WindowsService[], SystemFailure> => {
  const failed = (call: string): Result<never, SystemFailure> =>
    fail({ call, systemError: kernel32.GetLastError() });
  const services = advapi32.OpenSCManagerW(null, null, SC_MANAGER_CONNECT);
  if (!isValidHandle(services)) return failed('OpenSCManagerW');
  try {
    const found: WindowsService[] = [];
    for (const name of namedServices) {
      const service = advapi32.OpenServiceW(services, name, SERVICE_QUERY_STATUS);
      if (isValidHandle(service)) {
        const status = statusOf(advapi32, service);
        if (status === null) return failed('QueryServiceStatusEx');
        found.push({ name, ...status });
      } else if (kernel32.GetLastError() === ERROR_SERVICE_DOES_NOT_EXIST) {
        found.push({ name, state: 'not-installed', pid: null });
      } else return failed('OpenServiceW');
    }
    return ok(found);
  } finally {
    advapi32.CloseServiceHandle(services);
  }
};

const statusOf = (advapi32: Advapi32, service: ServiceHandle): Omit<WindowsService, 'name'> | null => {
  try {
    const status = new Uint8Array(statusBytes);
    const asked = advapi32.QueryServiceStatusEx(
      service,
      SC_STATUS_PROCESS_INFO,
      status,
      statusBytes,
      new Uint8Array(4),
    );
    if (!asked) return null;
    const view = new DataView(status.buffer);
    return { state: stateOf(view.getUint32(stateAt, true)), pid: view.getUint32(pidAt, true) || null };
  } finally {
    advapi32.CloseServiceHandle(service);
  }
};
