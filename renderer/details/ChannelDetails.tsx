import type { ChannelState } from '#app/session/state.ts';
import { suspicionDisproof } from '#app/words/disproof.ts';
import { channelTitle, suspicionSentence, unsuspectedSentence } from '#app/words/details.ts';
import { rowStateWords } from '#app/words/rows.ts';
import { rowState } from '../state/row-state.ts';
import { useDevice, usePrinterName } from '../state/session-store.ts';
import { Disproof } from '../ui/Disproof.tsx';
import { Foreign } from '../ui/Foreign.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { momentOf } from '../ui/times.ts';
import { DetailsTabs } from './DetailsTabs.tsx';
import { LastAttempt } from './LastAttempt.tsx';
import { NextStepsOf } from './NextStepsOf.tsx';

interface Props {
  readonly channel: ChannelState;
}

/** First what is wrong and the one step that helps; what it rests on comes after. */
export const ChannelDetails = ({ channel }: Props) => {
  const device = useDevice(channel.deviceId);
  const name = usePrinterName(channel.deviceId) ?? channel.deviceId;
  const state = rowState(channel);
  const why = suspicionSentence(channel, momentOf) ?? unsuspectedSentence(channel);
  return (
    <>
      <h2 className="details-title">
        <span className="state" data-state={state}>
          <StateMark state={state} />
          <span>{rowStateWords[state]}</span>
        </span>
        <span>
          <Foreign text={channelTitle(channel, name)} of={[name, channel]} />
        </span>
      </h2>
      <p className="suspicion">
        <Foreign text={why} of={[channel, device]} />
      </p>
      <Disproof text={suspicionDisproof(channel.suspicion)} />
      <LastAttempt key={`attempt ${channel.key}`} channel={channel} />
      <NextStepsOf key={channel.key} channel={channel} />
      {device !== null && <DetailsTabs channel={channel} device={device} />}
    </>
  );
};
