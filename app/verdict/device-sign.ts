import type { DeviceState } from '../session/state.ts';
import type { DeviceStatusName } from '../words/window.ts';
import type { Known } from './explanations.ts';
import { verdictKindOf } from './verdict-of.ts';
import type { VerdictKind } from './verdict.ts';

/** What the sign of a device stands for: its status or, while nothing is wrong with itself, what `check` would say. */
export type DeviceSign = Exclude<DeviceStatusName, 'present'> | VerdictKind | 'not-checked';

export const deviceStatus = ({ device, presence, scan }: DeviceState): DeviceStatusName => {
  if (presence === 'gone') return 'unplugged';
  if (scan.kind === 'failed' && scan.fault.kind === 'access-denied') return 'access-denied';
  if (scan.kind === 'failed' && scan.fault.kind === 'not-answering') return 'not-answering';
  return device.problemCode === null || device.problemCode === 0 ? 'present' : 'problem';
};

export const deviceSign = (state: Known, device: DeviceState): DeviceSign => {
  const status = deviceStatus(device);
  if (status !== 'present') return status;
  const kind = verdictKindOf(state, device, 'unknown');
  return kind === 'could-not-be-told' && device.scan.kind !== 'done' ? 'not-checked' : kind;
};
