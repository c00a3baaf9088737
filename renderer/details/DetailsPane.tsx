import { useEffect, useRef } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { lastOf } from '#app/operations/history.ts';
import { windowWords } from '#app/words/window.ts';
import { FindCard, useIsFinding } from '../operations/find/FindCard.tsx';
import { useDevice, useOperations } from '../state/session-store.ts';
import { useKeptChannel } from '../state/use-kept-channel.ts';
import { useAbout, useChosenDevice, useIsAsking, viewEvents } from '../state/view-store.ts';
import { detailsId, focusGrid } from '../ui/focus.ts';
import { ChannelDetails } from './ChannelDetails.tsx';
import { DeviceDetails } from './DeviceDetails.tsx';
import { ManyChannels } from './ManyChannels.tsx';
import { ResultCard } from './ResultCard.tsx';

const words = windowWords.details;

const onKeyDown = (event: KeyboardEvent): void => {
  // A dialog of the pane takes its own Escape.
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  focusGrid();
  event.preventDefault();
};

/** What has the focus first where the pane says something else; the pane itself where nothing of it does. */
const startOf = (pane: HTMLElement): HTMLElement => pane.querySelector<HTMLElement>('[data-start]') ?? pane;

const isInDialog = (element: Element): boolean =>
  element.closest('[role=alertdialog], [role=dialog]') !== null;

/**
 * Keeps the focus in the pane when what had it goes, or a question that was asked from here is answered: a key must not
 * meet another place than the one it was meant for.
 */
const useKeepFocus = (pane: RefObject<HTMLElement | null>): void => {
  const last = useRef<HTMLElement | null>(null);
  const isAsking = useIsAsking();
  useEffect(() => {
    const element = pane.current;
    if (element === null) return undefined;
    const moved = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      if (element.contains(target)) last.current = target;
      else if (!isInDialog(target)) last.current = null;
    };
    const changed = new MutationObserver(() => {
      if (last.current !== null && document.activeElement === document.body) startOf(element).focus();
    });
    document.addEventListener('focusin', moved);
    changed.observe(element, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', moved);
      changed.disconnect();
    };
  }, [pane]);
  useEffect(() => {
    if (isAsking || last.current === null) return;
    const { current: element } = pane;
    if (last.current.isConnected) last.current.focus();
    else if (element !== null) startOf(element).focus();
  }, [isAsking, pane]);
};

const OneChannel = ({ channelKey }: { readonly channelKey: string }) => {
  const { channel, isThere } = useKeptChannel(channelKey);
  const operations = useOperations();
  if (channel === null) return <ResultCard channelKey={channelKey} lastKnown={null} />;
  // what passed on a channel of our own is worth reading after its end
  const isTried = lastOf(operations, 'trial', channel.deviceId)?.sample?.key === channelKey;
  return isTried || (isThere && channel.phase.kind !== 'gone') ? (
    <ChannelDetails channel={channel} />
  ) : (
    <ResultCard channelKey={channelKey} lastKnown={channel} />
  );
};

const Subject = () => {
  const about = useAbout();
  const device = useDevice(useChosenDevice());
  const [key, another] = about;
  if (another !== undefined) return <ManyChannels keys={about} />;
  if (key !== undefined) return <OneChannel channelKey={key} />;
  return device === null ? <p className="quiet">{words.nothing}</p> : <DeviceDetails device={device} />;
};

/**
 * What is known of the channel that is selected, or what became of the one to which something was done. It never goes on
 * to another channel by itself.
 */
export const DetailsPane = () => {
  const pane = useRef<HTMLElement>(null);
  const isFinding = useIsFinding();
  useKeepFocus(pane);
  return (
    <section
      className="details"
      id={detailsId}
      ref={pane}
      tabIndex={0}
      aria-label={words.name}
      onFocus={isFinding ? undefined : viewEvents.userBegan}
      onKeyDown={onKeyDown}
    >
      <FindCard />
      {!isFinding && <Subject />}
    </section>
  );
};
