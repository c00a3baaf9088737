import type { ConfirmationWords } from '#app/words/confirmation.ts';
import { windowWords } from '#app/words/window.ts';

const { labels } = windowWords.close;

/** Of several only what tells them apart is shown; the rest is the same for all. */
const allLabels = ['device', 'service', 'socket', 'holder', 'job', 'suspicion', 'consequence'] as const;

interface Props {
  readonly words: ConfirmationWords;
  readonly isOnly: boolean;
}

export const CloseTarget = ({ words, isOnly }: Props) => {
  if (!isOnly) {
    return (
      <p className="close-target">
        <strong>
          {words.service}, {words.socket}
        </strong>{' '}
        – {words.device}. {labels.holder}: {words.holder}. {labels.job}: {words.job}. {words.consequence}
      </p>
    );
  }
  return (
    <dl className="facts">
      {allLabels.map((name) =>
        words[name] === null ? null : (
          <div className="fact" key={name}>
            <dt>{labels[name]}</dt>
            <dd>{words[name]}</dd>
          </div>
        ),
      )}
    </dl>
  );
};
