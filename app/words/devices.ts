import type { DeviceSign } from '../verdict/device-sign.ts';
import { counted } from './plural.ts';
import { deviceStatusWords } from './window.ts';

export const signWords: Readonly<Record<DeviceSign, string>> = {
  ...deviceStatusWords,
  blocked: 'something is stuck',
  'printer-does-not-answer': 'the printer does not answer',
  'person-needed': 'waits for a person',
  suspected: 'something may be stuck',
  'could-not-be-told': 'not clear whether something is stuck',
  'nothing-found': 'checked, nothing stuck seen',
  'not-checked': 'not checked',
};

/** Words of the list of devices, and of one device. */
export const devicesWords = {
  menu: 'Device',
  ofPrinter: (printer: string, count: number): string => `${printer}: ${counted(count, 'device', 'devices')}`,
  gone: 'It is not there: unplugged, switched off or removed.',
  found: (stuck: number, suspect: number): string =>
    [
      stuck === 0 ? null : counted(stuck, 'stuck channel', 'stuck channels'),
      suspect === 0 ? null : counted(suspect, 'suspect channel', 'suspect channels'),
    ]
      .filter((part) => part !== null)
      .join(', '),
  notMeasured: 'Not checked: its driver was not measured, so it cannot be asked which channels exist.',
  notChecked: 'Not checked: its driver was not asked yet which channels exist.',
  nothingStuck: 'Checked: no channel looks stuck.',
  notClear: 'No channel looks stuck, but not all could be seen.',
  otherTrouble: 'No channel looks stuck, but something else keeps it from working.',
} as const;
