import { counted } from './plural.ts';

/** Words of the list of devices, and of one device. */
export const devicesWords = {
  menu: 'Device',
  suspectMark: 'has a suspect channel',
  stuckMark: 'has a stuck channel',
  notCheckedMark: 'not checked',
  checkedMark: 'checked, nothing stuck seen',
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
} as const;
