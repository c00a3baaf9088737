import { fail, ok, type Result } from '#app/result.ts';
import { serviceStates, type WindowsService } from '#app/evidence/evidence.ts';
import type { SystemFailure } from '../evidence/evidence-system.ts';
import { enumerate } from '../evidence/structures.ts';
import { bindAdvapi32, type Advapi32 } from '../ffi/advapi32.ts';
import { isValidHandle, type ServiceHandle } from '../ffi/handles.ts';
import { bindKernel32 } from '../ffi/kernel32.ts';
import type { Koffi } from '../ffi/prototype.ts';

const SC_MANAGER_CONNECT = 1;
const SERVICE_QUERY_STATUS = 0x4;
const SERVICE_ENUMERATE_DEPENDENTS = 0x8;
const SERVICE_START = 0x10;
const SERVICE_STOP = 0x20;
const SERVICE_CONTROL_STOP = 1;
const SERVICE_ACTIVE = 1;
const SC_STATUS_PROCESS_INFO = 0;
const ERROR_MORE_DATA = 234;
const ERROR_INSUFFICIENT_BUFFER = 122;

/** SERVICE_STATUS is seven words, SERVICE_STATUS_PROCESS nine; dwCurrentState is the second, dwProcessId the eighth. */
const controlStatusBytes = 28;
const statusBytes = 36;
const stateAt = 4;
const pidAt = 28;
/** ENUM_SERVICE_STATUSW on 64 bits: the name's pointer first. */
const dependentBytes = 48;
const nameAt = 0;

const pollMs = 100;

type Answer<T> = Result<T, SystemFailure>;
export type ServiceStatus = Omit<WindowsService, 'name'>;

/** One service of the service control manager (winsvc.h), opened to be stopped and started. */
export interface ControlledService {
  status(): Answer<ServiceStatus>;
  stop(): Answer<void>;
  start(): Answer<void>;
  /** Services that depend on it and run, in the order in which they have to be stopped. */
  dependents(): Answer<readonly string[]>;
  /** The last state seen: that one, or another when the time was over. Blocks. */
  wait(state: WindowsService['state'], limitMs: number): Answer<WindowsService['state']>;
  close(): void;
}

export interface ServiceControl {
  open(name: string): Answer<ControlledService>;
  close(): void;
}

export const serviceControl = (koffi: Koffi): Answer<ServiceControl> => {
  const advapi32 = bindAdvapi32(koffi);
  const { GetLastError } = bindKernel32(koffi);
  const manager = advapi32.OpenSCManagerW(null, null, SC_MANAGER_CONNECT);
  if (!isValidHandle(manager)) return fail({ call: 'OpenSCManagerW', systemError: GetLastError() });
  return ok({
    open(name) {
      const rights = SERVICE_QUERY_STATUS | SERVICE_ENUMERATE_DEPENDENTS | SERVICE_START | SERVICE_STOP;
      const service = advapi32.OpenServiceW(manager, name, rights);
      return isValidHandle(service)
        ? ok(controlled(koffi, advapi32, service, GetLastError))
        : fail({ call: 'OpenServiceW', systemError: GetLastError() });
    },
    close: () => void advapi32.CloseServiceHandle(manager),
  });
};

const controlled = (
  koffi: Koffi,
  advapi32: Advapi32,
  service: ServiceHandle,
  lastError: () => number,
): ControlledService => {
  const answer = (done: number, call: string): Answer<void> =>
    done ? ok(undefined) : fail({ call, systemError: lastError() });

  const status = (): Answer<ServiceStatus> => {
    const memory = new Uint8Array(statusBytes);
    const { QueryServiceStatusEx } = advapi32;
    if (!QueryServiceStatusEx(service, SC_STATUS_PROCESS_INFO, memory, statusBytes, new Uint8Array(4))) {
      return fail({ call: 'QueryServiceStatusEx', systemError: lastError() });
    }
    const view = new DataView(memory.buffer);
    const state = serviceStates[view.getUint32(stateAt, true)] ?? 'stopped';
    return ok({ state, pid: view.getUint32(pidAt, true) || null });
  };

  return {
    status,
    stop: () =>
      answer(
        advapi32.ControlService(service, SERVICE_CONTROL_STOP, new Uint8Array(controlStatusBytes)),
        'ControlService',
      ),
    start: () => answer(advapi32.StartServiceW(service, 0, null), 'StartServiceW'),
    dependents() {
      const { EnumDependentServicesW } = advapi32;
      const found = enumerate(
        koffi,
        dependentBytes,
        (...memory) => EnumDependentServicesW(service, SERVICE_ACTIVE, ...memory),
        () => {
          const error = lastError();
          return error === ERROR_MORE_DATA ? ERROR_INSUFFICIENT_BUFFER : error;
        },
      );
      if (!found.ok) return fail({ call: 'EnumDependentServicesW', systemError: found.fault });
      const { count, text } = found.value;
      return ok(Array.from({ length: count }, (_none, index) => text(index, nameAt) ?? ''));
    },
    wait(state, limitMs) {
      for (let left = limitMs; ; left -= pollMs) {
        const now = status();
        if (!now.ok) return now;
        if (now.value.state === state || left <= 0) return ok(now.value.state);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
      }
    },
    close: () => void advapi32.CloseServiceHandle(service),
  };
};
