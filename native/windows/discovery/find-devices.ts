import type { Device, Discovery } from '#app/dot4/device.ts';
import type { BlindSpot } from '#app/evidence/source-report.ts';
import { fail, ok, type Result } from '#app/result.ts';
import { firstVisible } from '#app/words/foreign-text.ts';
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
  /** Ports of the spooler that lead to it and to no other printer, its own first. */
  readonly ports: readonly string[];
  /** What could not be read of its interfaces. */
  readonly unseen: readonly BlindSpot[];
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
  const walked = nodes.length > 0 ? walkInterfaces(system, nodes) : nothingWalked;
  if (walked === null) return failed(system, 'SetupDiOpenClassRegKeyExW');
  const { reached, unseen, claimants } = walked;
  const devices = nodes.map(({ device, objectName, driverDate }): FoundDevice => {
    const paths = reached.get(device.instanceId.toLowerCase());
    const byName = objectName === null ? [] : [`\\\\?\\GLOBALROOT${objectName}`];
    const own = (paths?.own ?? []).toSorted();
    return {
      device: { ...device, interfaces: own },
      openPaths: [...own, ...(paths?.below ?? []), ...byName],
      driverDate,
      // A port that two interfaces claim leads to neither for sure.
      ports: [...new Set(paths?.ports)].filter((port) => claimants.get(port)?.size === 1),
      unseen,
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
    name: firstVisible(read('friendlyName'), read('description')) ?? instanceId,
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

interface Walked {
  readonly reached: ReadonlyMap<string, Paths>;
  readonly unseen: readonly BlindSpot[];
  /** The nodes whose interfaces have a port, by its name. */
  readonly claimants: ReadonlyMap<string, ReadonlySet<string>>;
}
const nothingWalked: Walked = { reached: new Map(), unseen: [], claimants: new Map() };

/** How far above a printing interface its DOT4 function can stand: DOT4\PRINT, DOT4PRT\…, and room for one more. */
const ancestorLevels = 3;

const walkInterfaces = (system: DiscoverySystem, nodes: readonly Node[]): Walked | null => {
  const classes = interfaceClasses(system);
  if (classes === null) return null;
  const paths = new Map<string, Paths>(
    nodes.map(({ device }) => [device.instanceId.toLowerCase(), { own: [], below: [], ports: [] }]),
  );
  const unseen = new Set<BlindSpot>();
  const claimants = new Map<string, Set<string>>();
  for (const interfaceClass of classes) {
    const mayBeBelow = interfaceClass.toLowerCase() === usbPrintInterface;
    const { found: listed, isWhole } = presentInterfaces(system, interfaceClass, { port: mayBeBelow });
    if (!isWhole) unseen.add('interfaces');
    if (!isWhole && mayBeBelow) unseen.add('port-name');
    for (const { instanceId, devInst, path, port } of listed) {
      const own = paths.get(instanceId.toLowerCase());
      own?.own.push(path);
      if (port !== null) claimants.set(port, (claimants.get(port) ?? new Set()).add(instanceId));
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
  return { reached: paths, unseen: [...unseen], claimants };
};
