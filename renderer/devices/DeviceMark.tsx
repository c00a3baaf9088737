import {
  ErrorCircle16Filled,
  LockClosed16Filled,
  PlugConnected16Regular,
  PlugDisconnected16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { deviceStatusWords } from '#app/words/window.ts';
import type { DeviceStatusName } from '#app/words/window.ts';

const marks: Readonly<Record<DeviceStatusName, ReactElement>> = {
  present: <PlugConnected16Regular />,
  unplugged: <PlugDisconnected16Regular />,
  problem: <Warning16Filled />,
  'access-denied': <LockClosed16Filled />,
  'not-answering': <ErrorCircle16Filled />,
};

interface Props {
  readonly status: DeviceStatusName;
}

/** A shape for each status; the colour only repeats it. */
export const DeviceMark = ({ status }: Props) => (
  <span className="device-mark" data-status={status} role="img" aria-label={deviceStatusWords[status]}>
    {marks[status]}
  </span>
);
