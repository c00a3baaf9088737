import type { Device, Discovery } from '#app/dot4/device.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { deviceIdOf } from './device-id.ts';
import { eachPresentDevice, presentInterfaces, type ListedDevice } from './device-info-set.ts';
import { readDriverDate, readDriverPackage, readLastArrival, readProperty } from './device-properties.ts';
import { driverPackageState, type InfFolder } from './driver-package.ts';
import { setupClasses, usbPrintInterface } from './guid.ts';
import { interfaceClasses } from './interface-classes.ts';
import { printerIdOf } from './printer-id.ts';
import type { DiscoverySystem } from './system.ts';
import type { DeviceInfoSet } from '../ffi/handles.ts';

/** A device, and the paths it may be opened by, best first. */
export interface FoundDevice {
  readonly device: Device;
  readonly openPaths: readonly string[];
  readonly driverDate: string | null;
  /** Port of the spooler that leads to it. */
  readonly port: string | null;
}

export interface Found {
  readonly devices: readonly FoundDevice[];
  readonly driverPackage: Discovery['driverPackage'];
}

/** The call that failed, and GetLastError right after it. */
export interface SystemFailure {
  readonly call: string;
  readonly systemError: number;
}

interface Node {
  readonly device: Device;
  readonly objectName: string | null;
  readonly driverDate: string | null;
}

/**
 * Every present DOT4 device: of setup class Dot4 or Dot4Print, or enumerated by a DOT4 bus (instance ids
 * `DOT4\…`, `DOT4PRT\…`). Opens no device. Blocks: for workers only.
 */
export const findDevices = (system: DiscoverySystem, infs: InfFolder): Result<Found, SystemFailure> => {
  const nodes = eachPresentDevice(system, (set, listed) => dot4Node(system, set, listed));
  if (nodes === null) return failed(system, 'SetupDiGetClassDevsW');
  const reached = nodes.length > 0 ? pathsByInstance(system, nodes) : noPaths;
  if (reached === null) return failed(system, 'SetupDiOpenClassRegKeyExW');
  const devices = nodes.map(({ device, objectName, driverDate }): FoundDevice => {
    const paths = reached.get(device.instanceId.toLowerCase());
    const byName = objectName === null ? [] : [`\\\\?\\GLOBALROOT${objectName}`];
    const own = (paths?.own ?? []).toSorted();
    return {
      device: { ...device, interfaces: own },
      openPaths: [...own, ...(paths?.below ?? []), ...byName],
      driverDate,
      port: paths?.ports[0] ?? null,
    };
  });
  return ok({
    devices,
    driverPackage: driverPackageState(
      devices.map(({ device }) => device),
      infs,
    ),
  });
};

const failed = (system: DiscoverySystem, call: string): Result<never, SystemFailure> =>
  fail({ call, systemError: system.kernel32.GetLastError() });

const dot4Node = (system: DiscoverySystem, set: DeviceInfoSet, listed: ListedDevice): Node | null => {
  const setupClass = setupClassOf(listed.classGuid);
  const { instanceId, data, devInst } = listed;
  if (setupClass === 'other' && !/^dot4/i.test(instanceId)) return null;
  const read = (name: Parameters<typeof readProperty>[3]) => readProperty(system, set, data, name);
  const device: Device = {
    id: deviceIdOf(instanceId),
    name: read('friendlyName') ?? read('description') ?? instanceId,
    instanceId,
    printerId: printerIdOf({
      instanceId,
      containerId: read('baseContainerId'),
      parentInstanceId: system.tree?.ancestors(devInst, 1)[0] ?? null,
    }),
    setupClass,
    interfaces: [],
    driver: readDriverPackage(system, set, data),
    arrivedAt: readLastArrival(system, set, data),
    problemCode: system.tree?.problemCode(devInst) ?? null,
  };
  return {
    device,
    objectName: read('physicalDeviceObjectName'),
    driverDate: readDriverDate(system, set, data),
  };
};

const setupClassOf = (classGuid: string): Device['setupClass'] => {
  if (classGuid === setupClasses.Dot4) return 'Dot4';
  return classGuid === setupClasses.Dot4Print ? 'Dot4Print' : 'other';
};

/** Interfaces that a device has itself, and USB printing interfaces of its descendants. */
interface Paths {
  readonly own: string[];
  readonly below: string[];
  /** Ports of those printing interfaces, its own first. */
  readonly ports: string[];
}
const noPaths: ReadonlyMap<string, Paths> = new Map();

/** How far above a printing interface its DOT4 function can stand: DOT4\PRINT, DOT4PRT\…, and room for one more. */
const ancestorLevels = 3;

const pathsByInstance = (
  system: DiscoverySystem,
  nodes: readonly Node[],
): ReadonlyMap<string, Paths> | null => {
  const classes = interfaceClasses(system);
  if (classes === null) return null;
  const paths = new Map<string, Paths>(
    nodes.map(({ device }) => [device.instanceId.toLowerCase(), { own: [], below: [], ports: [] }]),
  );
  for (const interfaceClass of classes) {
    const mayBeBelow = interfaceClass.toLowerCase() === usbPrintInterface;
    const listed = presentInterfaces(system, interfaceClass, { port: mayBeBelow });
    for (const { instanceId, devInst, path, port } of listed) {
      const own = paths.get(instanceId.toLowerCase());
      own?.own.push(path);
      if (port !== null) own?.ports.unshift(port);
      if (!mayBeBelow) continue;
      const above = system.tree?.ancestors(devInst, ancestorLevels) ?? [];
      for (const ancestor of above) {
        const reached = paths.get(ancestor.toLowerCase());
        reached?.below.push(path);
        if (port !== null) reached?.ports.push(port);
      }
    }
  }
  return paths;
};
