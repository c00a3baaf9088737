import type { Evidence } from '#app/evidence/evidence.ts';
import type { ChannelState } from '#app/session/state.ts';
import { evidenceWords, sourceWords } from '#app/words/evidence.ts';
import { windowWords } from '#app/words/window.ts';
import { dateAndTimeOf, timeOf } from '../format/times.ts';
import { evidenceLines } from './facts.ts';

const words = windowWords.details;

interface Props {
  readonly channel: ChannelState;
  readonly deviceEvidence: readonly Evidence[];
}

export const EvidenceTimeline = ({ channel, deviceEvidence }: Props) => {
  const lines = evidenceLines(channel.facts, channel.evidence, deviceEvidence);
  return (
    <section className="details-part">
      <h3>{words.evidence}</h3>
      {lines.length === 0 && <p className="quiet">{words.noEvidence}</p>}
      <ol className="timeline">
        {lines.map(({ key, evidence, tells }) => (
          <li key={key}>
            <time title={dateAndTimeOf(evidence.at)}>{timeOf(evidence.at)}</time>
            <span>
              {evidenceWords(evidence)}{' '}
              <span className="quiet">
                – {sourceWords[evidence.source]}
                {tells !== null && `; ${words.saysThat} ${tells}`}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
};
