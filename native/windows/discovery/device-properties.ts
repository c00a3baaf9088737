import type { DriverPackage } from '#app/dot4/device.ts';
import { portName } from '#app/evidence/printer-ports.ts';
import { isValidHandle, type DeviceInfoSet, type RegistryKey } from '../ffi/handles.ts';
import { fileTimeMs } from './file-time.ts';
import { lastArrivalDate } from './property-key.ts';
import type { DiscoverySystem } from './system.ts';
import { wideText } from './wide-text.ts';

/** SPDRP_* of setupapi.h. */
const properties = {
  description: 0x0,
  service: 0x4,
  friendlyName: 0xc,
  physicalDeviceObjectName: 0xe,
  baseContainerId: 0x24,
} as const;
export type PropertyName = keyof typeof properties;

const REG_SZ = 1;
const REG_DWORD = 4;
const DICS_FLAG_GLOBAL = 1;
const DIREG_DRV = 2;
const KEY_READ = 0x20019;
const ERROR_SUCCESS = 0;
const maxText = 2048;

/** A text property of a device node, or null where it has none. */
export const readProperty = (
  system: DiscoverySystem,
  set: DeviceInfoSet,
  device: Uint8Array,
  name: PropertyName,
): string | null => {
  const type = new Uint32Array(1);
  const text = new Uint8Array(maxText);
  const asked = system.setupapi.SetupDiGetDeviceRegistryPropertyW(
    set,
    device,
    properties[name],
    new Uint8Array(type.buffer),
    text,
    maxText,
    null,
  );
  return asked && type[0] === REG_SZ ? wideText(text) || null : null;
};

/** DEVPROP_TYPE_FILETIME (devpropdef.h). */
const DEVPROP_TYPE_FILETIME = 0x10;

/** When the device last arrived, in ms since the epoch; null where the system does not tell, as Wine does not. */
export const readLastArrival = (
  { setupapi }: DiscoverySystem,
  set: DeviceInfoSet,
  device: Uint8Array,
): number | null => {
  const type = new Uint32Array(1);
  const time = new Uint8Array(8);
  const asked = setupapi.SetupDiGetDevicePropertyW(
    ...([set, device, lastArrivalDate, new Uint8Array(type.buffer)] as const),
    ...([time, time.byteLength, null, 0] as const),
  );
  return asked && type[0] === DEVPROP_TYPE_FILETIME ? fileTimeMs(time) : null;
};

/** The driver key (software key) of a device names the package that it was installed from. */
export const readDriverPackage = (
  system: DiscoverySystem,
  set: DeviceInfoSet,
  device: Uint8Array,
): DriverPackage => {
  const service = readProperty(system, set, device, 'service');
  const key = system.setupapi.SetupDiOpenDevRegKey(set, device, DICS_FLAG_GLOBAL, 0, DIREG_DRV, KEY_READ);
  if (!isValidHandle(key)) return { service, provider: null, version: null };
  try {
    return {
      service,
      provider: readText(system, key, 'ProviderName'),
      version: readText(system, key, 'DriverVersion'),
    };
  } finally {
    system.advapi32.RegCloseKey(key);
  }
};

/** "DriverDate" of the driver key, as the package writes it. */
export const readDriverDate = (
  system: DiscoverySystem,
  set: DeviceInfoSet,
  device: Uint8Array,
): string | null => {
  const key = system.setupapi.SetupDiOpenDevRegKey(set, device, DICS_FLAG_GLOBAL, 0, DIREG_DRV, KEY_READ);
  if (!isValidHandle(key)) return null;
  try {
    return readText(system, key, 'DriverDate');
  } finally {
    system.advapi32.RegCloseKey(key);
  }
};

/** The port that a printing interface has from its port monitor; null where it has none. */
export const readPortName = (
  system: DiscoverySystem,
  set: DeviceInfoSet,
  interfaceData: Uint8Array,
): string | null => {
  const key = system.setupapi.SetupDiOpenDeviceInterfaceRegKey(set, interfaceData, 0, KEY_READ);
  if (!isValidHandle(key)) return null;
  try {
    const base = readText(system, key, 'Base Name');
    const number = readNumber(system, key, 'Port Number');
    return base === null || number === null ? null : portName(base, number);
  } finally {
    system.advapi32.RegCloseKey(key);
  }
};

const readNumber = (system: DiscoverySystem, key: RegistryKey, name: string): number | null => {
  const [type, size, value] = [new Uint32Array(1), Uint32Array.of(4), new Uint32Array(1)];
  const asked = system.advapi32.RegQueryValueExW(
    key,
    name,
    null,
    new Uint8Array(type.buffer),
    new Uint8Array(value.buffer),
    new Uint8Array(size.buffer),
  );
  return asked === ERROR_SUCCESS && type[0] === REG_DWORD ? (value[0] ?? null) : null;
};

const readText = (system: DiscoverySystem, key: RegistryKey, name: string): string | null => {
  const type = new Uint32Array(1);
  const size = Uint32Array.of(maxText);
  const text = new Uint8Array(maxText);
  const asked = system.advapi32.RegQueryValueExW(
    key,
    name,
    null,
    new Uint8Array(type.buffer),
    text,
    new Uint8Array(size.buffer),
  );
  return asked === ERROR_SUCCESS && type[0] === REG_SZ ? wideText(text) || null : null;
};
