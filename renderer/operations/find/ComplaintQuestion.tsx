import { Button, Select } from '@fluentui/react-components';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { complaints } from '#app/verdict/complaints.ts';
import type { Complaint } from '#app/verdict/complaints.ts';
import { complaintChoices, findWords as words } from '#app/words/find.ts';
import { visible } from '#app/words/foreign-text.ts';
import { printerName } from '#app/words/printer-names.ts';
import { useApi } from '../../api.ts';
import { startSearch } from '../../commands/commands.ts';
import { presentDevices } from '../../state/devices.ts';
import { searchedDevice } from '../../state/searches.ts';
import { sessionNow, useDevices } from '../../state/session-store.ts';
import { useSetting } from '../../state/settings-store.ts';
import { viewEvents, viewNow } from '../../state/view-store.ts';

/** The key of a complaint; not where a text or a list has its own use for it. */
const complaintFor = ({ key, target, ctrlKey, altKey, metaKey }: KeyboardEvent): Complaint | undefined =>
  ctrlKey || altKey || metaKey || target instanceof HTMLSelectElement || key.length !== 1
    ? undefined
    : complaints.find((complaint) => complaintChoices[complaint].keys.includes(key.toLowerCase()));

const Explanation = () => {
  const isKnown = useSetting('findExplained');
  const text = words.explained.map((sentence) => <p key={sentence}>{sentence}</p>);
  return isKnown ? (
    <details>
      <summary>{words.about}</summary>
      {text}
    </details>
  ) : (
    text
  );
};

/** What does not work, and on which printer: all that a person knows and Unjam does not. */
export const ComplaintQuestion = () => {
  const api = useApi();
  const devices = useDevices();
  const printers = presentDevices(devices);
  const [chosen, setChosen] = useState(() => {
    const session = sessionNow();
    return session === null ? null : searchedDevice(session, viewNow(), Date.now());
  });
  const deviceId = printers.find(({ device }) => device.id === chosen)?.device.id ?? printers[0]?.device.id;
  const titleId = useId();
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => group.current?.querySelector<HTMLElement>('[data-start]')?.focus(), []);
  if (deviceId === undefined) return <p>{words.noDevice}</p>;
  const start = (complaint: Complaint): void => void startSearch(api, deviceId, complaint);
  const onKeyDown = (event: KeyboardEvent): void => {
    const complaint = complaintFor(event);
    if (event.key === 'Escape') viewEvents.userLeftSearch();
    if (complaint === undefined) return;
    event.preventDefault();
    if (!event.repeat) start(complaint);
  };
  return (
    <div ref={group} onKeyDown={onKeyDown} role="group" aria-labelledby={titleId}>
      <h2 className="details-title" id={titleId}>
        {words.question}
      </h2>
      <div className="find-choices">
        {printers.length > 1 && (
          <label className="find-printer">
            <span>{words.printer}</span>
            <Select size="small" value={deviceId} onChange={(_event, { value }) => setChosen(value)}>
              {printers.map(({ device: { id } }) => (
                <option key={id} value={id}>
                  {visible(printerName(id, devices))}
                </option>
              ))}
            </Select>
          </label>
        )}
        {complaints.map((complaint, index) => {
          const { label, keys } = complaintChoices[complaint];
          return (
            <Button
              key={complaint}
              data-start={index === 0 ? 'asking' : undefined}
              size="small"
              aria-keyshortcuts={keys.join(' ').toUpperCase()}
              onClick={() => start(complaint)}
            >
              <span aria-hidden className="find-key quiet">
                {index + 1}
              </span>
              {label}
            </Button>
          );
        })}
      </div>
      <Explanation />
    </div>
  );
};
