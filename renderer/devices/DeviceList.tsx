import { List, ListItem } from '@fluentui/react-components';
import { Fragment } from 'react';
import { devicesWords } from '#app/words/devices.ts';
import { visible } from '#app/words/foreign-text.ts';
import { windowWords } from '#app/words/window.ts';
import { countsIn } from '../state/device-counts.ts';
import { printersInOrder } from '../state/printers.ts';
import { useDevices, useSessionValue } from '../state/session-store.ts';
import { useChosenDevice } from '../state/view-store.ts';
import { devicesId } from '../ui/focus.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { choosing } from './choosing.ts';
import { countNotes } from './device-entry.ts';
import { DeviceEntry } from './DeviceEntry.tsx';
import { DeviceMenu } from './DeviceMenu.tsx';

const words = windowWords.devices;

/** List items need a value; no device id is a bare asterisk. */
const allValue = '*';

/** Devices, those of one printer under its name. */
export const DeviceList = () => {
  const printers = printersInOrder(useDevices());
  const chosen = useChosenDevice();
  const total = useSessionValue((state) => countsIn(state, null).open) ?? 0;
  const notes = useSessionValue((state) => countNotes(countsIn(state, null)).join(', ')) ?? '';
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
          <span className="device-name">
            {words.all}
            {notes !== '' && <small className="device-notes">{notes}</small>}
          </span>
          <span className="device-count">{total}</span>
        </ListItem>
        {printers.map(({ id, name, devices }) => (
          <Fragment key={id}>
            {devices.length > 1 && (
              <li
                className="printer"
                role="none"
                title={visible(devicesWords.ofPrinter(name, devices.length))}
              >
                <Foreign text={name} of={name} />
              </li>
            )}
            {devices.map((device) => (
              <DeviceEntry
                key={device.device.id}
                device={device}
                printer={devices.length > 1 ? name : null}
              />
            ))}
          </Fragment>
        ))}
      </List>
      <DeviceMenu />
    </nav>
  );
};
