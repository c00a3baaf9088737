import { useState } from 'react';
import type { DeviceState } from '#app/session/state.ts';
import { requestsWords } from '#app/words/requests.ts';
import { RequestsTab } from './RequestsTab.tsx';

interface Props {
  readonly device: DeviceState;
}

/** What a channel shows under Raw, for a device without one: folded away, and asked for only when it is looked at. */
export const DeviceRequests = ({ device }: Props) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="details-part" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{requestsWords.name}</summary>
      {isOpen && <RequestsTab device={device} />}
    </details>
  );
};
