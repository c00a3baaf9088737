import { ListItem } from '@fluentui/react-components';
import { memo } from 'react';
import type { DeviceState } from '#app/session/state.ts';
import { visible } from '#app/words/foreign-text.ts';
import { ownName, placeOf } from '#app/words/printer-names.ts';
import { countsIn } from '../state/device-counts.ts';
import { signIn } from '../state/device-signs.ts';
import { useDeviceName, useSessionValue } from '../state/session-store.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { choosing } from './choosing.ts';
import { entryText, nameAbove, shortName } from './device-entry.ts';
import { DeviceMark } from './DeviceMark.tsx';

interface Props {
  readonly device: DeviceState;
  /** The name of its printer where it stands above, null where the device stands alone. */
  readonly printer: string | null;
}

const Entry = ({ device: state, printer }: Props) => {
  const { id } = state.device;
  const name = useDeviceName(id);
  const open = useSessionValue((session) => countsIn(session, id).open) ?? 0;
  const stuck = useSessionValue((session) => countsIn(session, id).stuck) ?? 0;
  const suspect = useSessionValue((session) => countsIn(session, id).suspect) ?? 0;
  const sign = useSessionValue((session) => signIn(session, id)) ?? 'not-checked';
  const { notes, summary } = entryText(sign, name, { open, stuck, suspect });
  const place = placeOf(state);
  const short = shortName(nameAbove(place, name, ownName(state.device)), printer);
  return (
    <ListItem
      className="device"
      value={id}
      checkmark={null}
      data-grouped={printer !== null || undefined}
      title={visible(summary)}
      {...choosing(id)}
    >
      <DeviceMark sign={sign} />
      <span className="device-name">
        {printer !== null && short !== name && (
          <span className="only-spoken">
            <Foreign text={printer} of={state} />{' '}
          </span>
        )}
        <Foreign text={short} of={[short, state]} />
        {place !== null && (
          <small className="device-notes">
            <Foreign text={place} of={place} />
          </small>
        )}
        {notes.length > 0 && (
          <small className="device-notes">
            <Foreign text={notes.join(', ')} of={state} />
          </small>
        )}
      </span>
      <span className="device-count">{open.toLocaleString()}</span>
    </ListItem>
  );
};

export const DeviceEntry = memo(Entry);
