import {
  CheckmarkCircle16Regular,
  Circle16Regular,
  CircleHint16Regular,
  ErrorCircle16Filled,
  LockClosed16Filled,
  Triangle16Filled,
  Triangle16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { signWords } from './device-entry.ts';
import type { DeviceSign } from './device-entry.ts';

const marks: Readonly<Record<DeviceSign, ReactElement>> = {
  checked: <CheckmarkCircle16Regular />,
  'not-checked': <Circle16Regular />,
  stuck: <Triangle16Filled />,
  suspect: <Triangle16Regular />,
  unplugged: <CircleHint16Regular />,
  problem: <Warning16Filled />,
  'access-denied': <LockClosed16Filled />,
  'not-answering': <ErrorCircle16Filled />,
};

interface Props {
  readonly sign: DeviceSign;
}

/** A shape for each; the colour only repeats it. */
export const DeviceMark = ({ sign }: Props) => (
  <span className="device-mark" data-sign={sign} role="img" aria-label={signWords(sign)}>
    {marks[sign]}
  </span>
);
