import { bindCfgmgr32 } from '../ffi/cfgmgr32.ts';
import type { Koffi } from '../ffi/prototype.ts';
import { wideText } from './wide-text.ts';

/** The device tree by CfgMgr32. Only where it exists: not under Wine. */
export interface DeviceTree {
  /** Instance ids from the device's parent upwards, at most `levels` of them. */
  ancestors(devInst: number, levels: number): readonly string[];
  /** The device manager's problem code, 0 for none; null where the node has no status. */
  problemCode(devInst: number): number | null;
}

const CR_SUCCESS = 0;
const DN_HAS_PROBLEM = 0x400;
const maxDeviceIdLength = 200;

export const deviceTree = (koffi: Koffi): DeviceTree => {
  const { CM_Get_Parent, CM_Get_Device_IDW, CM_Get_DevNode_Status } = bindCfgmgr32(koffi);
  const parentOf = (devInst: number): number | null => {
    const parent = new Uint32Array(1);
    return CM_Get_Parent(new Uint8Array(parent.buffer), devInst, 0) === CR_SUCCESS
      ? (parent[0] ?? null)
      : null;
  };
  const instanceIdOf = (devInst: number): string | null => {
    const text = new Uint8Array(2 * (maxDeviceIdLength + 1));
    return CM_Get_Device_IDW(devInst, text, maxDeviceIdLength + 1, 0) === CR_SUCCESS ? wideText(text) : null;
  };
  return {
    ancestors(devInst, levels) {
      const found: string[] = [];
      for (let node = parentOf(devInst); node !== null && found.length < levels; node = parentOf(node)) {
        const instanceId = instanceIdOf(node);
        if (instanceId === null) break;
        found.push(instanceId);
      }
      return found;
    },
    problemCode(devInst) {
      const [status, problem] = [new Uint32Array(1), new Uint32Array(1)];
      const asked = CM_Get_DevNode_Status(
        new Uint8Array(status.buffer),
        new Uint8Array(problem.buffer),
        devInst,
        0,
      );
      if (asked !== CR_SUCCESS) return null;
      return (status[0] ?? 0) & DN_HAS_PROBLEM ? (problem[0] ?? null) : 0;
    },
  };
};
