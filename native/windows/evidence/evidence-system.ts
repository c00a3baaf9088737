import { bindAdvapi32, type Advapi32 } from '../ffi/advapi32.ts';
import { bindKernel32, type Kernel32 } from '../ffi/kernel32.ts';
import { bindNtdll, type Ntdll } from '../ffi/ntdll.ts';
import type { Koffi } from '../ffi/prototype.ts';

/** What the look at processes and services asks of Windows. */
export interface EvidenceSystem {
  readonly kernel32: Kernel32;
  readonly ntdll: Ntdll;
  readonly advapi32: Advapi32;
}

export const evidenceSystem = (koffi: Koffi): EvidenceSystem => ({
  kernel32: bindKernel32(koffi),
  ntdll: bindNtdll(koffi),
  advapi32: bindAdvapi32(koffi),
});

/** The call that failed, and GetLastError or the NTSTATUS right after it. */
export interface SystemFailure {
  readonly call: string;
  readonly systemError: number;
}
