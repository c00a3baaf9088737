import { remedyPlan } from '#app/remedy/plan.ts';
import type { ChannelState } from '#app/session/state.ts';
import { suspicionWords } from '#app/words/evidence.ts';
import { rowStateWords } from '#app/words/rows.ts';
import { windowWords } from '#app/words/window.ts';
import { isStruckThrough, rowState } from '../rows/row-state.ts';
import { nameOfChannel } from '../rows/rows.ts';
import { useDevice, useEnvironment } from '../session/session-store.ts';
import { StateMark } from '../table/StateMark.tsx';
import { ChannelFacts } from './ChannelFacts.tsx';
import { EvidenceTimeline } from './EvidenceTimeline.tsx';
import { LastOutcome } from './LastOutcome.tsx';
import { RemedyLadder } from './RemedyLadder.tsx';

const words = windowWords.details;

interface Props {
  readonly channel: ChannelState;
}

export const ChannelDetails = ({ channel }: Props) => {
  const device = useDevice(channel.deviceId);
  const environment = useEnvironment();
  const state = rowState(channel);
  const why = suspicionWords(channel.suspicion) ?? (isStruckThrough(state) ? null : words.noSuspicion);
  return (
    <>
      <h2 className="details-title">
        <span className="state" data-state={state}>
          <StateMark state={state} />
          <span>{rowStateWords[state]}</span>
        </span>
        <span>
          {nameOfChannel(channel)} – {device?.device.name ?? channel.deviceId}
        </span>
      </h2>
      {why !== null && <p className="suspicion">{why}</p>}
      <LastOutcome channel={channel} />
      <div className="details-columns">
        <ChannelFacts channel={channel} />
        <EvidenceTimeline channel={channel} deviceEvidence={device?.evidence ?? []} />
      </div>
      {device !== null && environment !== null && (
        <RemedyLadder steps={remedyPlan(channel, device, environment)} />
      )}
    </>
  );
};
