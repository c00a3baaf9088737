import { bindLibrary, type Bound, type Koffi, type PrototypeTable } from './prototype.ts';

const table = {
  CM_Get_Parent: {
    gives: 'u32',
    takes: ['bytes', 'u32', 'u32'],
    page: 'windows/win32/api/cfgmgr32/nf-cfgmgr32-cm_get_parent',
  },
  CM_Get_Device_IDW: {
    gives: 'u32',
    takes: ['u32', 'bytes', 'u32', 'u32'],
    page: 'windows/win32/api/cfgmgr32/nf-cfgmgr32-cm_get_device_idw',
  },
  CM_Get_DevNode_Status: {
    gives: 'u32',
    takes: ['bytes', 'bytes', 'u32', 'u32'],
    page: 'windows/win32/api/cfgmgr32/nf-cfgmgr32-cm_get_devnode_status',
  },
} as const satisfies PrototypeTable;

export type Cfgmgr32 = Bound<typeof table>;
export const bindCfgmgr32 = (koffi: Koffi): Cfgmgr32 => bindLibrary(koffi, 'cfgmgr32.dll', table);
