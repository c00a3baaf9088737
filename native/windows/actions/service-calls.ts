import { serviceStates, type WindowsService } from '#app/evidence/evidence.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { ServiceFailure, ServiceStatus } from '../../actions/service-control.ts';
import { enumerate } from '../evidence/structures.ts';
import { bindAdvapi32, type Advapi32 } from '../ffi/advapi32.ts';
import { isValidHandle, type ServiceHandle } from '../ffi/handles.ts';
import { bindKernel32 } from '../ffi/kernel32.ts';
import type { Koffi } from '../ffi/prototype.ts';

/** winsvc.h */
const SC_MANAGER_CONNECT = 1;
const SC_MANAGER_ENUMERATE_SERVICE = 4;
const SERVICE_QUERY_STATUS = 0x4;
const SERVICE_ENUMERATE_DEPENDENTS = 0x8;
const SERVICE_START = 0x10;
const SERVICE_STOP = 0x20;
const SERVICE_CONTROL_STOP = 1;
const SERVICE_WIN32 = 0x30;
const SERVICE_ACTIVE = 1;
const SC_ENUM_PROCESS_INFO = 0;
const SC_STATUS_PROCESS_INFO = 0;

/** SERVICE_STATUS is seven words, SERVICE_STATUS_PROCESS nine; dwCurrentState is the second, dwProcessId the eighth. */
const controlStatusBytes = 28;
const statusBytes = 36;
const stateAt = 4;
const pidAt = 28;
/** ENUM_SERVICE_STATUSW on 64 bits: the name's pointer first. */
const dependentBytes = 48;
/** ENUM_SERVICE_STATUS_PROCESSW: two pointers, and its SERVICE_STATUS_PROCESS behind them. */
const enumeratedBytes = 56;
const nameAt = 0;
const enumeratedStateAt = 16 + stateAt;
const enumeratedPidAt = 16 + pidAt;

type Answer<T> = Result<T, ServiceFailure>;

/** The calls of the service control manager. Each may block for half a minute and more. */
export interface ServiceCalls {
  status(name: string): Answer<ServiceStatus>;
  dependents(name: string): Answer<readonly string[]>;
  stop(name: string): Answer<null>;
  start(name: string): Answer<null>;
  /** Every service that runs, with its process. */
  running(): Answer<readonly WindowsService[]>;
}

export const serviceCalls = (koffi: Koffi): ServiceCalls => {
  const advapi32 = bindAdvapi32(koffi);
  const { GetLastError } = bindKernel32(koffi);
  const failed = (call: string): Answer<never> => fail({ call, systemError: GetLastError() });
  const answer = (done: number, call: string): Answer<null> => (done ? ok(null) : failed(call));
  const withManager = <T>(rights: number, use: (manager: ServiceHandle) => Answer<T>): Answer<T> => {
    const manager = advapi32.OpenSCManagerW(null, null, rights);
    if (!isValidHandle(manager)) return failed('OpenSCManagerW');
    try {
      return use(manager);
    } finally {
      advapi32.CloseServiceHandle(manager);
    }
  };

  const withService = <T>(
    name: string,
    rights: number,
    use: (service: ServiceHandle) => Answer<T>,
  ): Answer<T> =>
    withManager(SC_MANAGER_CONNECT, (manager) => {
      const service = advapi32.OpenServiceW(manager, name, rights);
      if (!isValidHandle(service)) return failed('OpenServiceW');
      try {
        return use(service);
      } finally {
        advapi32.CloseServiceHandle(service);
      }
    });

  return {
    status: (name) =>
      withService(
        name,
        SERVICE_QUERY_STATUS,
        (service) => statusOf(advapi32, service) ?? failed('QueryServiceStatusEx'),
      ),
    dependents: (name) =>
      withService(name, SERVICE_ENUMERATE_DEPENDENTS, (service) => {
        const found = enumerate(
          koffi,
          dependentBytes,
          (...memory) => advapi32.EnumDependentServicesW(service, SERVICE_ACTIVE, ...memory),
          () => GetLastError(),
        );
        if (!found.ok) return fail({ call: 'EnumDependentServicesW', systemError: found.fault });
        const { count, text } = found.value;
        return ok(Array.from({ length: count }, (_none, index) => text(index, nameAt) ?? ''));
      }),
    stop: (name) =>
      withService(name, SERVICE_STOP, (service) => {
        const status = new Uint8Array(controlStatusBytes);
        return answer(advapi32.ControlService(service, SERVICE_CONTROL_STOP, status), 'ControlService');
      }),
    start: (name) =>
      withService(name, SERVICE_START, (service) =>
        answer(advapi32.StartServiceW(service, 0, null), 'StartServiceW'),
      ),
    running: () =>
      withManager(SC_MANAGER_ENUMERATE_SERVICE, (manager) => {
        const found = enumerate(
          koffi,
          enumeratedBytes,
          (...memory) =>
            advapi32.EnumServicesStatusExW(
              manager,
              SC_ENUM_PROCESS_INFO,
              SERVICE_WIN32,
              SERVICE_ACTIVE,
              ...memory,
              null,
              null,
            ),
          () => GetLastError(),
        );
        if (!found.ok) return fail({ call: 'EnumServicesStatusExW', systemError: found.fault });
        const { count, u32, text } = found.value;
        return ok(
          Array.from({ length: count }, (_none, index) => ({
            name: text(index, nameAt) ?? '',
            state: serviceStates[u32(index, enumeratedStateAt)] ?? 'stopped',
            pid: u32(index, enumeratedPidAt) || null,
          })),
        );
      }),
  };
};

const statusOf = (advapi32: Advapi32, service: ServiceHandle): Answer<ServiceStatus> | null => {
  const memory = new Uint8Array(statusBytes);
  const { QueryServiceStatusEx } = advapi32;
  if (!QueryServiceStatusEx(service, SC_STATUS_PROCESS_INFO, memory, statusBytes, new Uint8Array(4))) {
    return null;
  }
  const view = new DataView(memory.buffer);
  const state = serviceStates[view.getUint32(stateAt, true)] ?? 'stopped';
  return ok({ state, pid: view.getUint32(pidAt, true) || null });
};
