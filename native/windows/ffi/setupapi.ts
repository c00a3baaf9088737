import { bindLibrary, type Bound, type Koffi, type PrototypeTable } from './prototype.ts';

const table = {
  SetupDiGetClassDevsW: {
    gives: 'set',
    takes: ['bytes', 'wide', 'address', 'u32'],
    page: 'windows/win32/api/setupapi/nf-setupapi-setupdigetclassdevsw',
  },
  SetupDiEnumDeviceInfo: {
    gives: 'bool',
    takes: ['set', 'u32', 'bytes'],
    page: 'windows/win32/api/setupapi/nf-setupapi-setupdienumdeviceinfo',
  },
  SetupDiGetDeviceInstanceIdW: {
    gives: 'bool',
    takes: ['set', 'bytes', 'bytes', 'u32', 'bytes'],
    page: 'windows/win32/api/setupapi/nf-setupapi-setupdigetdeviceinstanceidw',
  },
  SetupDiGetDeviceRegistryPropertyW: {
    gives: 'bool',
    takes: ['set', 'bytes', 'u32', 'bytes', 'bytes', 'u32', 'bytes'],
    page: 'windows/win32/api/setupapi/nf-setupapi-setupdigetdeviceregistrypropertyw',
  },
  SetupDiGetDevicePropertyW: {
    gives: 'bool',
    takes: ['set', 'bytes', 'bytes', 'bytes', 'bytes', 'u32', 'bytes', 'u32'],
    page: 'windows/win32/api/setupapi/nf-setupapi-setupdigetdevicepropertyw',
  },
  SetupDiOpenDevRegKey: {
    gives: 'key',
    takes: ['set', 'bytes', 'u32', 'u32', 'u32', 'u32'],
    page: 'windows/win32/api/setupapi/nf-setupapi-setupdiopendevregkey',
  },
  SetupDiOpenClassRegKeyExW: {
    gives: 'key',
    takes: ['bytes', 'u32', 'u32', 'wide', 'address'],
    page: 'windows/win32/api/setupapi/nf-setupapi-setupdiopenclassregkeyexw',
  },
  SetupDiOpenDeviceInterfaceRegKey: {
    gives: 'key',
    takes: ['set', 'bytes', 'u32', 'u32'],
    page: 'windows/win32/api/setupapi/nf-setupapi-setupdiopendeviceinterfaceregkey',
  },
  SetupDiEnumDeviceInterfaces: {
    gives: 'bool',
    takes: ['set', 'bytes', 'bytes', 'u32', 'bytes'],
    page: 'windows/win32/api/setupapi/nf-setupapi-setupdienumdeviceinterfaces',
  },
  SetupDiGetDeviceInterfaceDetailW: {
    gives: 'bool',
    takes: ['set', 'bytes', 'bytes', 'u32', 'bytes', 'bytes'],
    page: 'windows/win32/api/setupapi/nf-setupapi-setupdigetdeviceinterfacedetailw',
  },
  SetupDiDestroyDeviceInfoList: {
    gives: 'bool',
    takes: ['set'],
    page: 'windows/win32/api/setupapi/nf-setupapi-setupdidestroydeviceinfolist',
  },
} as const satisfies PrototypeTable;

export type Setupapi = Bound<typeof table>;
export const bindSetupapi = (koffi: Koffi): Setupapi => bindLibrary(koffi, 'setupapi.dll', table);
