import { ListItem } from '@fluentui/react-components';
import { rowStateWords } from '#app/words/rows.ts';
import { countWords, deviceStatusWords } from '#app/words/window.ts';
import type { DeviceState } from '#app/session/state.ts';
import { countChannels, countSuspects, deviceStatus } from '../scope/devices.ts';
import { useSessionValue } from '../session/session-store.ts';
import { choosing } from './choosing.ts';
import { DeviceMark } from './DeviceMark.tsx';

interface Props {
  readonly device: DeviceState;
}

export const DeviceEntry = ({ device: state }: Props) => {
  const { device } = state;
  const count = useSessionValue((session) => countChannels(session, device.id)) ?? 0;
  const stuck = useSessionValue((session) => countSuspects(session, device.id, 'stuck')) ?? 0;
  const suspect = useSessionValue((session) => countSuspects(session, device.id, 'suspect')) ?? 0;
  const status = deviceStatus(state);
  const notes = [
    status === 'present' ? null : deviceStatusWords[status],
    stuck > 0 ? `${stuck} ${rowStateWords.stuck}` : null,
    suspect > 0 ? `${suspect} ${rowStateWords.suspect}` : null,
  ].filter((note) => note !== null);
  const summary = [device.name, deviceStatusWords[status], countWords(count, 'channel', 'channels')];
  return (
    <ListItem
      className="device"
      value={device.id}
      checkmark={null}
      data-status={status}
      title={[...summary, ...notes.slice(status === 'present' ? 0 : 1)].join(', ')}
      {...choosing(device.id)}
    >
      <DeviceMark status={status} />
      <span className="device-name">
        {device.name}
        {notes.length > 0 && <small className="device-notes">{notes.join(', ')}</small>}
      </span>
      <span className="device-count">{count}</span>
    </ListItem>
  );
};
