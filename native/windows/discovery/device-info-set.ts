import { isValidHandle, type DeviceInfoSet } from '../ffi/handles.ts';
import type { DiscoverySystem } from './system.ts';
import { readPortName } from './device-properties.ts';
import { guidBytes, guidFromText, guidToText } from './guid.ts';
import { wideText } from './wide-text.ts';

const DIGCF_PRESENT = 0x2;
const DIGCF_ALLCLASSES = 0x4;
const DIGCF_DEVICEINTERFACE = 0x10;

/** SP_DEVINFO_DATA of setupapi.h on 64 bits: cbSize, ClassGuid, DevInst, Reserved. */
const devinfoDataBytes = 32;
/** SP_DEVICE_INTERFACE_DATA: cbSize, InterfaceClassGuid, Flags, Reserved. */
const interfaceDataBytes = 32;
/** SP_DEVICE_INTERFACE_DETAIL_DATA_W: cbSize, then the path. cbSize is 8 on 64 bits, whatever the path needs. */
const interfaceDetailHead = 4;
const interfaceDetailSize = 8;

export interface ListedDevice {
  /** SP_DEVINFO_DATA, for further questions while the set is open. */
  readonly data: Uint8Array;
  readonly instanceId: string;
  readonly classGuid: string;
  /** May be 0 for a real device (seen under Wine). */
  readonly devInst: number;
}

export interface ListedInterface extends ListedDevice {
  readonly path: string;
  /** Port of the spooler that the interface has, where it was asked for. */
  readonly port: string | null;
}

/** Runs over a device information set, and frees it. Null where the system gives none; GetLastError says why. */
const withSet = <T>(
  system: DiscoverySystem,
  classGuid: Uint8Array | null,
  flags: number,
  use: (set: DeviceInfoSet) => T,
): T | null => {
  const set = system.setupapi.SetupDiGetClassDevsW(classGuid, null, null, flags | DIGCF_PRESENT);
  if (!isValidHandle(set)) return null;
  try {
    return use(set);
  } finally {
    system.setupapi.SetupDiDestroyDeviceInfoList(set);
  }
};

/** An enumeration that ended for any other reason was cut short. */
const ERROR_NO_MORE_ITEMS = 259;
const endOfList = ({ kernel32 }: DiscoverySystem): boolean => kernel32.GetLastError() === ERROR_NO_MORE_ITEMS;

/** Every present device of every setup class, each handed to `use` while its set is open. */
export const eachPresentDevice = <T>(
  system: DiscoverySystem,
  use: (set: DeviceInfoSet, device: ListedDevice) => T | null,
): readonly T[] | null =>
  withSet(system, null, DIGCF_ALLCLASSES, (set) => {
    const found: T[] = [];
    for (let index = 0; ; index++) {
      const data = sized(devinfoDataBytes, devinfoDataBytes);
      if (!system.setupapi.SetupDiEnumDeviceInfo(set, index, data)) return endOfList(system) ? found : null;
      const used = use(set, listed(system, set, data));
      if (used !== null) found.push(used);
    }
  });

/** The interfaces of a class that could be read; `isWhole`: they are all. */
export interface PresentInterfaces {
  readonly found: readonly ListedInterface[];
  readonly isWhole: boolean;
}

/** The interfaces of one class that are there now, with the devices they belong to. */
export const presentInterfaces = (
  system: DiscoverySystem,
  interfaceClass: string,
  wants: { readonly port: boolean },
): PresentInterfaces => {
  const guid = guidFromText(interfaceClass);
  if (guid === null) return { found: [], isWhole: true };
  const walk = (set: DeviceInfoSet): PresentInterfaces => {
    const found: ListedInterface[] = [];
    let isWhole = true;
    for (let index = 0; ; index++) {
      const data = sized(interfaceDataBytes, interfaceDataBytes);
      if (!system.setupapi.SetupDiEnumDeviceInterfaces(set, null, guid, index, data)) {
        return { found, isWhole: isWhole && endOfList(system) };
      }
      const detail = interfaceDetail(system, set, data);
      if (detail === null) {
        isWhole = false;
        continue;
      }
      found.push({ ...detail, port: wants.port ? readPortName(system, set, data) : null });
    }
  };
  return withSet(system, guid, DIGCF_DEVICEINTERFACE, walk) ?? { found: [], isWhole: false };
};

const interfaceDetail = (
  system: DiscoverySystem,
  set: DeviceInfoSet,
  interfaceData: Uint8Array,
): Omit<ListedInterface, 'port'> | null => {
  const needed = new Uint32Array(1);
  const { SetupDiGetDeviceInterfaceDetailW: detailOf } = system.setupapi;
  detailOf(set, interfaceData, null, 0, asBytes(needed), null);
  const size = needed[0] ?? 0;
  if (size <= interfaceDetailHead) return null;
  const detail = sized(size, interfaceDetailSize);
  const device = sized(devinfoDataBytes, devinfoDataBytes);
  if (!detailOf(set, interfaceData, detail, size, null, device)) return null;
  return { ...listed(system, set, device), path: wideText(detail.subarray(interfaceDetailHead)) };
};

const listed = (system: DiscoverySystem, set: DeviceInfoSet, data: Uint8Array): ListedDevice => ({
  data,
  instanceId: instanceIdOf(system, set, data),
  classGuid: guidToText(data.subarray(4, 4 + guidBytes)),
  devInst: new DataView(data.buffer).getUint32(4 + guidBytes, true),
});

/** MAX_DEVICE_ID_LEN of cfgmgr32.h is 200 characters. */
const instanceIdOf = (system: DiscoverySystem, set: DeviceInfoSet, data: Uint8Array): string => {
  const text = new Uint8Array(2 * 256);
  const found = system.setupapi.SetupDiGetDeviceInstanceIdW(set, data, text, 256, null);
  return found ? wideText(text) : '';
};

/** Zeroed memory that begins with its cbSize. */
const sized = (bytes: number, cbSize: number): Uint8Array => {
  const memory = new Uint8Array(bytes);
  new DataView(memory.buffer).setUint32(0, cbSize, true);
  return memory;
};

const asBytes = (words: Uint32Array): Uint8Array => new Uint8Array(words.buffer);
