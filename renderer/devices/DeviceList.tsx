import { List, ListItem } from '@fluentui/react-components';
import { windowWords } from '#app/words/window.ts';
import { devicesId } from '../commands/focus.ts';
import { countChannels, devicesInOrder } from '../scope/devices.ts';
import { useDevices, useSessionValue } from '../session/session-store.ts';
import { useChosenDevice } from '../view/view-store.ts';
import { choosing } from './choosing.ts';
import { DeviceEntry } from './DeviceEntry.tsx';

const words = windowWords.devices;

/** List items need a value; no device id is a bare asterisk. */
const allValue = '*';

export const DeviceList = () => {
  const devices = devicesInOrder(useDevices());
  const chosen = useChosenDevice();
  const total = useSessionValue((state) => countChannels(state, null)) ?? 0;
  return (
    <nav className="devices" aria-label={words.name}>
      <h2 className="pane-title">{words.name}</h2>
      <List
        id={devicesId}
        aria-label={words.name}
        selectionMode="single"
        selectedItems={[chosen ?? allValue]}
      >
        <ListItem className="device" value={allValue} checkmark={null} {...choosing(null)}>
          <span className="device-mark" />
          <span className="device-name">{words.all}</span>
          <span className="device-count">{total}</span>
        </ListItem>
        {devices.map((device) => (
          <DeviceEntry key={device.device.id} device={device} />
        ))}
      </List>
    </nav>
  );
};
