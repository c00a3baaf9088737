import { serviceStates, type WindowsService } from '#app/evidence/evidence.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { isValidHandle } from '../ffi/handles.ts';
import type { Koffi } from '../ffi/prototype.ts';
import type { EvidenceSystem, SystemFailure } from './evidence-system.ts';
import { enumerate } from './structures.ts';

const SC_MANAGER_ENUMERATE_SERVICE = 4;
const SC_ENUM_PROCESS_INFO = 0;
const SERVICE_WIN32 = 0x30;
const SERVICE_ACTIVE = 1;

/** ENUM_SERVICE_STATUS_PROCESSW of winsvc.h on 64 bits: two pointers, the name's first, and a SERVICE_STATUS_PROCESS. */
export const enumServiceStatusProcess = { bytes: 56, name: 0, currentState: 20, processId: 44 } as const;

/** Every service that runs, with its process. No right but that to list them is asked for. */
export const runningServices = (
  koffi: Koffi,
  { kernel32, advapi32 }: EvidenceSystem,
): Result<readonly WindowsService[], SystemFailure> => {
  const failed = (call: string, systemError: number) => fail({ call, systemError });
  const services = advapi32.OpenSCManagerW(null, null, SC_MANAGER_ENUMERATE_SERVICE);
  if (!isValidHandle(services)) return failed('OpenSCManagerW', kernel32.GetLastError());
  const { bytes, name, currentState, processId } = enumServiceStatusProcess;
  const found = enumerate(
    koffi,
    bytes,
    (...memory) =>
      advapi32.EnumServicesStatusExW(
        ...([services, SC_ENUM_PROCESS_INFO, SERVICE_WIN32, SERVICE_ACTIVE] as const),
        ...memory,
        ...([new Uint8Array(4), null] as const),
      ),
    () => kernel32.GetLastError(),
  );
  advapi32.CloseServiceHandle(services);
  if (!found.ok) return failed('EnumServicesStatusExW', found.fault);
  const { count, text, u32 } = found.value;
  return ok(
    Array.from({ length: count }, (_none, index) => ({
      name: text(index, name) ?? '',
      state: serviceStates[u32(index, currentState)] ?? 'stopped',
      pid: u32(index, processId) || null,
    })),
  );
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
