import { expect, test } from 'vitest';
import { findDevices } from './find-devices.ts';
import { guidFromText, setupClasses, usbPrintInterface } from './guid.ts';
import type { DiscoverySystem } from './system.ts';

const ERROR_INSUFFICIENT_BUFFER = 122;
const ERROR_INVALID_DATA = 13;
const ERROR_NO_MORE_ITEMS = 259;
const ERROR_GEN_FAILURE = 31;

interface PlayedDevice {
  readonly instanceId: string;
  /** Ports of its printing interfaces. */
  readonly ports: readonly (readonly [base: string, number: number])[];
}

/** A PC with DOT4 devices, of which only what discovery asks can be asked. `breaksAt`: the interface whose turn fails. */
const played = (devices: readonly PlayedDevice[], breaksAt: number | null = null): DiscoverySystem => {
  let lastError = 0;
  const failed = (code: number): 0 => {
    lastError = code;
    return 0;
  };
  const interfaces = devices.flatMap(({ ports }, device) => ports.map((port) => ({ device, port })));
  const write = (target: Uint8Array, text: string): void =>
    target.set(Buffer.from(`${text}\0`, 'utf16le').subarray(0, target.byteLength));
  const number = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer).getUint32(at, true);
  const put = (bytes: Uint8Array, at: number, value: number): void =>
    new DataView(bytes.buffer).setUint32(at, value, true);
  const describe = (data: Uint8Array, device: number): void => {
    data.set(guidFromText(setupClasses.Dot4) ?? [], 4);
    put(data, 20, device + 1);
  };
  const refuse = (name: string) => () => {
    throw new Error(`discovery is not expected to call ${name}`);
  };
  const system = {
    tree: null,
    kernel32: { GetLastError: () => lastError },
    advapi32: {
      RegCloseKey: () => 0,
      RegEnumKeyExW: (_root: unknown, index: number, name: Uint8Array) => {
        if (index > 0) return ERROR_NO_MORE_ITEMS;
        write(name, usbPrintInterface);
        return 0;
      },
      RegQueryValueExW: (
        key: bigint,
        name: string,
        _reserved: unknown,
        type: Uint8Array,
        value: Uint8Array,
      ) => {
        const port = interfaces[Number(key) - 1]?.port;
        if (port === undefined) return 2;
        put(type, 0, name === 'Base Name' ? 1 : 4);
        if (name === 'Base Name') write(value, port[0]);
        else put(value, 0, port[1]);
        return 0;
      },
    },
    setupapi: {
      SetupDiGetClassDevsW: () => 7n,
      SetupDiDestroyDeviceInfoList: () => 1,
      SetupDiEnumDeviceInfo: (_set: unknown, index: number, data: Uint8Array) => {
        if (index >= devices.length) return failed(ERROR_NO_MORE_ITEMS);
        describe(data, index);
        return 1;
      },
      SetupDiGetDeviceInstanceIdW: (_set: unknown, data: Uint8Array, text: Uint8Array) => {
        write(text, devices[number(data, 20) - 1]?.instanceId ?? '');
        return 1;
      },
      SetupDiGetDeviceRegistryPropertyW: () => failed(ERROR_INVALID_DATA),
      SetupDiGetDevicePropertyW: () => failed(ERROR_INVALID_DATA),
      SetupDiOpenDevRegKey: () => -1n,
      SetupDiOpenClassRegKeyExW: () => 8n,
      SetupDiEnumDeviceInterfaces: (
        ...[, , , index, data]: [unknown, unknown, unknown, number, Uint8Array]
      ) => {
        if (index === breaksAt) return failed(ERROR_GEN_FAILURE);
        if (index >= interfaces.length) return failed(ERROR_NO_MORE_ITEMS);
        put(data, 24, index);
        return 1;
      },
      SetupDiGetDeviceInterfaceDetailW: (
        ...[, data, detail, , needed, device]: [
          unknown,
          Uint8Array,
          Uint8Array | null,
          number,
          Uint8Array | null,
          Uint8Array | null,
        ]
      ) => {
        const index = number(data, 24);
        const path = `\\\\?\\dot4#${index}`;
        if (detail === null || device === null) {
          if (needed !== null) put(needed, 0, 4 + 2 * (path.length + 1));
          return failed(ERROR_INSUFFICIENT_BUFFER);
        }
        write(detail.subarray(4), path);
        describe(device, interfaces[index]?.device ?? 0);
        return 1;
      },
      SetupDiOpenDeviceInterfaceRegKey: (_set: unknown, data: Uint8Array) => BigInt(number(data, 24) + 1),
    },
  };
  const strict = <T extends object>(part: T): T =>
    new Proxy(part, {
      get: (target, name) => Reflect.get(target, name) ?? refuse(String(name)),
    });
  return {
    ...system,
    advapi32: strict(system.advapi32),
    setupapi: strict(system.setupapi),
  } as unknown as DiscoverySystem;
};

const found = (devices: readonly PlayedDevice[], breaksAt?: number) => {
  const result = findDevices(played(devices, breaksAt), { hasDot4Package: () => true });
  if (!result.ok) throw new Error(result.fault.call);
  return result.value.devices.map(({ ports, unseen }) => ({ ports, unseen }));
};

const first: PlayedDevice = { instanceId: 'DOT4\\PRINT\\1', ports: [['DOT4_', 1]] };
const second: PlayedDevice = { instanceId: 'DOT4\\PRINT\\2', ports: [['DOT4_', 2]] };

test('each device has the ports of its own interfaces', () => {
  const both: PlayedDevice = { ...first, ports: [...first.ports, ['USB', 1]] };
  expect(found([both, second])).toEqual([
    { ports: ['USB001', 'DOT4_001'], unseen: [] },
    { ports: ['DOT4_002'], unseen: [] },
  ]);
});

test('a list of interfaces that was cut short is said to be: a port may be missing', () => {
  expect(found([first, second], 1)).toEqual([
    { ports: ['DOT4_001'], unseen: ['interfaces', 'port-name'] },
    { ports: [], unseen: ['interfaces', 'port-name'] },
  ]);
});

test('a port that two interfaces claim leads to neither for sure', () => {
  expect(found([first, { ...second, ports: first.ports }])).toEqual([
    { ports: [], unseen: [] },
    { ports: [], unseen: [] },
  ]);
});
