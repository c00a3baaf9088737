import type { ChannelState } from '#app/session/state.ts';
import { channelTitle, suspicionSentence } from '#app/words/details.ts';
import { rowStateWords } from '#app/words/rows.ts';
import { windowWords } from '#app/words/window.ts';
import { isStruckThrough, rowState } from '../state/row-state.ts';
import { useDevice, useDeviceName } from '../state/session-store.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { timeOf } from '../ui/times.ts';
import { DetailsTabList, DetailsTabPanel } from './DetailsTabs.tsx';
import { LastOutcome } from './LastOutcome.tsx';

const words = windowWords.details;

interface Props {
  readonly channel: ChannelState;
}

/** What the channel is and why it is suspect, above the four tabs. */
export const ChannelDetails = ({ channel }: Props) => {
  const device = useDevice(channel.deviceId);
  const name = useDeviceName(channel.deviceId);
  const state = rowState(channel);
  const why = suspicionSentence(channel, timeOf) ?? (isStruckThrough(state) ? null : words.noSuspicion);
  return (
    <>
      <header className="details-head">
        <h2 className="details-title">
          <span className="state" data-state={state}>
            <StateMark state={state} />
            <span>{rowStateWords[state]}</span>
          </span>
          <span>
            <Foreign text={channelTitle(channel, name)} of={[name, channel]} />
          </span>
        </h2>
        <DetailsTabList />
      </header>
      {why !== null && (
        <p className="suspicion">
          <Foreign text={why} of={[channel, device]} />
        </p>
      )}
      <LastOutcome channel={channel} />
      {device !== null && <DetailsTabPanel channel={channel} device={device} />}
    </>
  );
};
