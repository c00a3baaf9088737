import { serviceStates, type WindowsService } from '#app/evidence/evidence.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { Advapi32 } from '../ffi/advapi32.ts';
import { isValidHandle, type ServiceHandle } from '../ffi/handles.ts';
import type { Koffi } from '../ffi/prototype.ts';
import { namedServices } from './candidate-programs.ts';
import type { EvidenceSystem, SystemFailure } from './evidence-system.ts';
import { enumerate } from './structures.ts';

const SC_MANAGER_CONNECT = 1;
const SC_MANAGER_ENUMERATE_SERVICE = 4;
const SERVICE_QUERY_STATUS = 4;
const SC_STATUS_PROCESS_INFO = 0;
const SC_ENUM_PROCESS_INFO = 0;
const SERVICE_WIN32 = 0x30;
const SERVICE_ACTIVE = 1;
const ERROR_SERVICE_DOES_NOT_EXIST = 1060;

/** SERVICE_STATUS_PROCESS: nine words; dwCurrentState is the second, dwProcessId the eighth. */
const statusBytes = 36;
const stateAt = 4;
const pidAt = 28;
/** ENUM_SERVICE_STATUS_PROCESSW on 64 bits: two pointers, the name's first, and a SERVICE_STATUS_PROCESS. */
const enumerated = { bytes: 56, nameAt: 0, statusAt: 16 } as const;

/** dwCurrentState counts from 1 (winsvc.h) in the order of our names; ours begin with "not installed". */
const stateOf = (current: number): WindowsService['state'] => serviceStates[current] ?? 'stopped';

/**
 * State and process of the services that have to do with printers, and after them of whatever else runs in one of
 * their processes. No right but that to ask is asked for.
 */
export const windowsServices = (
  koffi: Koffi,
  { kernel32, advapi32 }: EvidenceSystem,
): Result<readonly WindowsService[], SystemFailure> => {
  const failed = (call: string): Result<never, SystemFailure> =>
    fail({ call, systemError: kernel32.GetLastError() });
  const services = advapi32.OpenSCManagerW(
    null,
    null,
    SC_MANAGER_CONNECT | SC_MANAGER_ENUMERATE_SERVICE,
  );
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
    const running = runningServices(koffi, advapi32, services, () => kernel32.GetLastError());
    return running.ok
      ? ok(withSharers(found, running.value))
      : fail({ call: 'EnumServicesStatusExW', systemError: running.fault });
  } finally {
    advapi32.CloseServiceHandle(services);
  }
};

/** Services that run in the process of one that is named, each once. */
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

const runningServices = (
  koffi: Koffi,
  { EnumServicesStatusExW }: Advapi32,
  services: ServiceHandle,
  lastError: () => number,
): Result<readonly WindowsService[], number> => {
  const found = enumerate(
    koffi,
    enumerated.bytes,
    (...memory) =>
      EnumServicesStatusExW(
        ...([services, SC_ENUM_PROCESS_INFO, SERVICE_WIN32, SERVICE_ACTIVE] as const),
        ...memory,
        ...([new Uint8Array(4), null] as const),
      ),
    lastError,
  );
  if (!found.ok) return found;
  const { count, text, u32 } = found.value;
  return ok(
    Array.from({ length: count }, (_none, index) => ({
      name: text(index, enumerated.nameAt) ?? '',
      state: stateOf(u32(index, enumerated.statusAt + stateAt)),
      pid: u32(index, enumerated.statusAt + pidAt) || null,
    })),
  );
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
