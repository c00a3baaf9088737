import { windowWords } from '#app/words/window.ts';
import type { ClosingTarget } from '../state/closing-targets.ts';
import { Unmasked } from '../ui/Foreign.tsx';

const { labels } = windowWords.close;

/** Of several only what tells them apart is shown; the rest is the same for all. */
const allLabels = ['device', 'service', 'socket', 'holder', 'job', 'suspicion', 'consequence'] as const;

interface Props {
  readonly target: ClosingTarget;
  readonly isOnly: boolean;
}

export const CloseTarget = ({ target: { words, channel, device }, isOnly }: Props) => {
  const of = [words.device, device, channel];
  if (!isOnly) {
    return (
      <p className="close-target">
        <strong>
          <Unmasked text={`${words.service}, ${words.socket}`} of={of} />
        </strong>{' '}
        –{' '}
        <Unmasked
          text={`${words.device}. ${labels.holder}: ${words.holder}. ${labels.job}: ${words.job}. ${words.consequence}`}
          of={of}
        />
      </p>
    );
  }
  return (
    <dl className="facts">
      {allLabels.map((name) =>
        words[name] === null ? null : (
          <div className="fact" key={name}>
            <dt>{labels[name]}</dt>
            <dd>
              <Unmasked text={words[name]} of={of} />
            </dd>
          </div>
        ),
      )}
    </dl>
  );
};
