import type { Evidence } from '#app/evidence/evidence.ts';
import type { ChannelState } from '#app/session/state.ts';
import { detailsWords } from '#app/words/details.ts';
import { ChannelFacts } from './ChannelFacts.tsx';
import { EvidenceTimeline } from './EvidenceTimeline.tsx';
import { evidenceLines } from './facts.ts';

interface Props {
  readonly channel: ChannelState;
  readonly deviceEvidence: readonly Evidence[];
}

/** What is known, and the pieces it rests on: those of this channel first, those of the device folded away. */
export const EvidenceTab = ({ channel, deviceEvidence }: Props) => (
  <div className="details-columns">
    <ChannelFacts channel={channel} />
    <section className="details-part">
      <h3>{detailsWords.ofChannel}</h3>
      <EvidenceTimeline lines={evidenceLines(channel.facts, channel.evidence)} />
      {deviceEvidence.length > 0 && (
        <details className="device-evidence">
          <summary>{detailsWords.ofDevice(deviceEvidence.length)}</summary>
          <EvidenceTimeline lines={evidenceLines(channel.facts, deviceEvidence)} />
        </details>
      )}
    </section>
  </div>
);
