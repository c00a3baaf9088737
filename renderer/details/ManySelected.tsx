import { windowWords } from '#app/words/window.ts';
import { nameOfChannel } from '../state/row-state.ts';
import { useChannel, useDeviceName } from '../state/session-store.ts';
import { Foreign } from '../ui/Foreign.tsx';

/** Names beyond these would only be scrolled past. */
const shownNames = 50;

const Name = ({ channelKey }: { readonly channelKey: string }) => {
  const channel = useChannel(channelKey);
  const device = useDeviceName(channel?.deviceId ?? '');
  return channel === null ? null : (
    <li>
      {nameOfChannel(channel)} – <Foreign text={device} of={device} />
    </li>
  );
};

export const ManySelected = ({ keys }: { readonly keys: ReadonlySet<string> }) => (
  <>
    <h2 className="details-title">{windowWords.details.many(keys.size)}</h2>
    <ul className="names">
      {[...keys].slice(0, shownNames).map((key) => (
        <Name key={key} channelKey={key} />
      ))}
      {keys.size > shownNames && <li>…</li>}
    </ul>
  </>
);
