import type { ChannelState } from '#app/session/state.ts';
import { rowWords } from '#app/words/rows.ts';
import { windowWords } from '#app/words/window.ts';
import { Ago } from '../ui/Ago.tsx';
import { Foreign } from '../ui/Foreign.tsx';
import { dateAndTimeOf } from '../ui/times.ts';
import { factLines } from './facts.ts';

const words = windowWords.details;
const { inferredMark } = rowWords;

interface Props {
  readonly channel: ChannelState;
}

export const ChannelFacts = ({ channel }: Props) => (
  <section className="details-part">
    <h3>{words.facts}</h3>
    <dl className="facts">
      <div className="fact">
        <dt>{words.hostSocket}</dt>
        <dd>{channel.hostSocket}</dd>
      </div>
      {factLines(channel.facts).map(({ name, label, value, isInferred, how, at }) => (
        <div className="fact" key={name}>
          <dt>{label}</dt>
          <dd>
            {value === null ? (
              <span className="quiet">{words.notKnown}</span>
            ) : (
              <Foreign text={value} of={channel} />
            )}
            {isInferred && <span className="inferred"> {inferredMark}</span>}
            {value !== null && (
              <span className="quiet" title={at === null ? undefined : dateAndTimeOf(at)}>
                {' '}
                – {how}
              </span>
            )}
          </dd>
        </div>
      ))}
      <div className="fact">
        <dt>{words.firstSeen}</dt>
        <dd>
          <Ago at={channel.firstSeenAt} ms={channel.firstSeenMs} />
        </dd>
      </div>
    </dl>
  </section>
);
