import {
  CheckmarkCircle16Regular,
  Circle16Regular,
  CircleHint16Regular,
  ErrorCircle16Filled,
  LockClosed16Filled,
  Person16Regular,
  Question16Regular,
  Triangle16Filled,
  Triangle16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { DeviceSign } from '#app/verdict/device-sign.ts';
import { signWords } from '#app/words/devices.ts';

const marks: Readonly<Record<DeviceSign, ReactElement>> = {
  'nothing-found': <CheckmarkCircle16Regular />,
  'could-not-be-told': <Question16Regular />,
  'not-checked': <Circle16Regular />,
  blocked: <Triangle16Filled />,
  suspected: <Triangle16Regular />,
  'person-needed': <Person16Regular />,
  'printer-does-not-answer': <ErrorCircle16Filled />,
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
  <span className="device-mark" data-sign={sign} role="img" aria-label={signWords[sign]}>
    {marks[sign]}
  </span>
);
