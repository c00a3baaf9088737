import { Button, useArrowNavigationGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { RequestRecord } from '#app/requests/record.ts';
import type { DeviceState } from '#app/session/state.ts';
import { requestsText, requestsWords as words, requestText } from '#app/words/requests.ts';
import { useApi } from '../api.ts';
import { copy } from '../commands/copying.ts';
import { useDeviceName, useEnvironment } from '../state/session-store.ts';
import { RequestItem } from './RequestItem.tsx';
import { useRequests } from './use-requests.ts';

interface Props {
  readonly device: DeviceState;
}

/** The last requests to a device, to read and to copy; one stop for the keyboard, arrows move in it. */
export const RequestsTab = ({ device: { device } }: Props) => {
  const api = useApi();
  const name = useDeviceName(device.id);
  const { records, total } = useRequests(device.id);
  const isSimulated = useEnvironment()?.mode === 'simulator';
  const [chosenId, choose] = useState<number | null>(null);
  const arrows = useArrowNavigationGroup({ axis: 'vertical', memorizeCurrent: true });
  const newestFirst = records.toReversed();
  const chosen = records.find(({ id }) => id === chosenId);
  const copyOne = (record: RequestRecord): void => void copy(api, requestText(record), words.copied(1));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.ctrlKey || event.key.toLowerCase() !== 'c' || chosen === undefined) return;
    copyOne(chosen);
    event.preventDefault();
  };
  return (
    <>
      <p className="quiet">{words.intro}</p>
      {isSimulated && <p className="quiet">{words.simulated}</p>}
      {records.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <>
          <div className="request-commands">
            <Button
              size="small"
              disabledFocusable={chosen === undefined}
              onClick={() => chosen !== undefined && copyOne(chosen)}
            >
              {words.copyOne}
            </Button>
            <Button
              size="small"
              onClick={() => void copy(api, requestsText(name, records), words.copied(records.length))}
            >
              {words.copyAll}
            </Button>
            <span className="quiet">{words.ofTotal(records.length, total)}</span>
          </div>
          <ul className="requests" role="listbox" aria-label={words.name} onKeyDown={onKeyDown} {...arrows}>
            {newestFirst.map((record) => (
              <RequestItem
                key={record.id}
                record={record}
                isChosen={record.id === chosenId}
                onChoose={choose}
              />
            ))}
          </ul>
        </>
      )}
    </>
  );
};
