import { bindAdvapi32, type Advapi32 } from '../ffi/advapi32.ts';
import { bindKernel32, type Kernel32 } from '../ffi/kernel32.ts';
import { isWine } from '../ffi/ntdll.ts';
import type { Koffi } from '../ffi/prototype.ts';
import { bindSetupapi, type Setupapi } from '../ffi/setupapi.ts';
import { deviceTree, type DeviceTree } from './device-tree.ts';

/** What discovery asks of Windows. */
export interface DiscoverySystem {
  readonly setupapi: Setupapi;
  readonly advapi32: Advapi32;
  readonly kernel32: Kernel32;
  /** Null where the device tree cannot be read. */
  readonly tree: DeviceTree | null;
}

export const discoverySystem = (koffi: Koffi): DiscoverySystem => ({
  setupapi: bindSetupapi(koffi),
  advapi32: bindAdvapi32(koffi),
  kernel32: bindKernel32(koffi),
  // Wine's CfgMgr32 fails for root-enumerated devices, and some of its functions end the process.
  tree: isWine(koffi) ? null : deviceTree(koffi),
});
