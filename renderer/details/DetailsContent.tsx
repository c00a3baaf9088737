import { lastOf } from '#app/operations/history.ts';
import { windowWords } from '#app/words/window.ts';
import { FindCard } from '../operations/find/FindCard.tsx';
import { useIsFinding } from '../state/searches.ts';
import { useDevice, useOperations } from '../state/session-store.ts';
import { useKeptChannel } from '../state/use-kept-channel.ts';
import { useAbout, useChosenDevice } from '../state/view-store.ts';
import { ChannelDetails } from './ChannelDetails.tsx';
import { DeviceDetails } from './DeviceDetails.tsx';
import { ManyChannels } from './ManyChannels.tsx';
import { ResultCard } from './ResultCard.tsx';

const words = windowWords.details;

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

/** The search that is open, or what the details are about. */
export const DetailsContent = () => {
  const isFinding = useIsFinding();
  return (
    <>
      <FindCard />
      {!isFinding && <Subject />}
    </>
  );
};
