import type { KeyboardEvent } from 'react';
import { windowWords } from '#app/words/window.ts';
import { FindCard, useIsFinding } from '../operations/find/FindCard.tsx';
import { useChannel, useDevice } from '../state/session-store.ts';
import { useChosenDevice, useFocusedKey, useSelected } from '../state/view-store.ts';
import { detailsId, focusGrid } from '../ui/focus.ts';
import { ChannelDetails } from './ChannelDetails.tsx';
import { DeviceDetails } from './DeviceDetails.tsx';
import { ManySelected } from './ManySelected.tsx';

const words = windowWords.details;

const onKeyDown = (event: KeyboardEvent): void => {
  // A dialog of the pane takes its own Escape.
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  focusGrid();
  event.preventDefault();
};

/** What is known of the row that has the focus; of the chosen device when no row does. */
export const DetailsPane = () => {
  const isFinding = useIsFinding();
  const selected = useSelected();
  const channel = useChannel(useFocusedKey());
  const device = useDevice(useChosenDevice());
  return (
    <section className="details" id={detailsId} tabIndex={0} aria-label={words.name} onKeyDown={onKeyDown}>
      <FindCard />
      {isFinding ? null : selected.size > 1 ? (
        <ManySelected keys={selected} />
      ) : channel !== null ? (
        <ChannelDetails channel={channel} />
      ) : device !== null ? (
        <DeviceDetails device={device} />
      ) : (
        <p className="quiet">{words.nothing}</p>
      )}
    </section>
  );
};
