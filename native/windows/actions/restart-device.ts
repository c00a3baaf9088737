import { nothingElse, type ActionOf } from '#app/remedy/action.ts';
import { ok } from '#app/result.ts';
import { eachPresentDevice } from '../discovery/device-info-set.ts';
import { discoverySystem, type DiscoverySystem } from '../discovery/system.ts';
import type { DeviceInfoSet } from '../ffi/handles.ts';
import type { Koffi } from '../ffi/prototype.ts';
import { actionFaults, type Acted } from '../../actions/action-faults.ts';

/** setupapi.h */
const DIF_PROPERTYCHANGE = 0x12;
const DICS_PROPCHANGE = 3;
const DICS_FLAG_CONFIGSPECIFIC = 2;
const DI_NEEDRESTART = 0x80;
const DI_NEEDREBOOT = 0x100;

/** SP_PROPCHANGE_PARAMS: its SP_CLASSINSTALL_HEADER (cbSize 8, InstallFunction), StateChange, Scope, HwProfile. */
const propertyChange = new Uint8Array(
  Uint32Array.of(8, DIF_PROPERTYCHANGE, DICS_PROPCHANGE, DICS_FLAG_CONFIGSPECIFIC, 0).buffer,
);
/** SP_DEVINSTALL_PARAMS_W on 64 bits: cbSize, Flags, FlagsEx, five pointers, Reserved, DriverPath[260]. */
const installParamsBytes = 584;
const flagsAt = 4;

/**
 * Stops and starts a device node by DIF_PROPERTYCHANGE with DICS_PROPCHANGE ("Enabling and Disabling Devices",
 * windows-hardware/drivers/install/dif-propertychange): one call, so that no device stays disabled when we are ended
 * half way, as it would between CM_Disable_DevNode and CM_Enable_DevNode. A device that somebody keeps open is not
 * restarted, and asks for a reboot instead: that is no success.
 */
export const restartDevice = (koffi: Koffi, action: ActionOf<'restart-device'>): Acted => {
  const system = discoverySystem(koffi);
  const { gone, failed } = actionFaults(action);
  const wanted = action.instanceId.toLowerCase();
  const acted = eachPresentDevice(system, (set, { instanceId, data }) =>
    instanceId.toLowerCase() === wanted ? restart(system, set, data, action) : null,
  );
  if (acted === null) return failed('SetupDiGetClassDevsW', system.kernel32.GetLastError());
  return acted[0] ?? gone();
};

const restart = (
  { setupapi, kernel32 }: DiscoverySystem,
  set: DeviceInfoSet,
  device: Uint8Array,
  action: ActionOf<'restart-device'>,
): Acted => {
  const { failed, vetoed } = actionFaults(action);
  if (!setupapi.SetupDiSetClassInstallParamsW(set, device, propertyChange, propertyChange.byteLength)) {
    return failed('SetupDiSetClassInstallParamsW', kernel32.GetLastError());
  }
  if (!setupapi.SetupDiCallClassInstaller(DIF_PROPERTYCHANGE, set, device)) {
    return failed('SetupDiCallClassInstaller', kernel32.GetLastError());
  }
  const params = new Uint8Array(installParamsBytes);
  const view = new DataView(params.buffer);
  view.setUint32(0, installParamsBytes, true);
  if (!setupapi.SetupDiGetDeviceInstallParamsW(set, device, params)) {
    return failed('SetupDiGetDeviceInstallParamsW', kernel32.GetLastError());
  }
  const flags = view.getUint32(flagsAt, true);
  return (flags & (DI_NEEDRESTART | DI_NEEDREBOOT)) === 0 ? ok(nothingElse) : vetoed();
};
