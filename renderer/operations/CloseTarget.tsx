import { windowWords } from '#app/words/window.ts';
import type { ClosingGroup } from '../state/closing-groups.ts';
import type { ClosingTarget } from '../state/closing-targets.ts';
import { Unmasked } from '../ui/Foreign.tsx';

const { labels, group: groupWords } = windowWords.close;

/** The consequence stands first, and alone. */
const allLabels = ['device', 'service', 'socket', 'holder', 'job', 'suspicion'] as const;

/** The one channel that would be closed. */
export const CloseTarget = ({ target: { words, channel, device } }: { readonly target: ClosingTarget }) => (
  <dl className="facts">
    {allLabels.map((name) =>
      words[name] === null ? null : (
        <div className="fact" key={name}>
          <dt>{labels[name]}</dt>
          <dd>
            <Unmasked text={words[name]} of={[words.device, device, channel]} />
          </dd>
        </div>
      ),
    )}
  </dl>
);

/** Several of which all is the same, in one line. */
export const CloseGroup = ({ group: { targets, name } }: { readonly group: ClosingGroup }) => {
  const [{ words, channel, device }] = targets;
  const of = [words.device, device, channel];
  return (
    <p className="close-target">
      <strong>
        <Unmasked text={groupWords(name, words.device)} of={of} />
      </strong>{' '}
      –{' '}
      <Unmasked
        text={`${labels.holder}: ${words.holder}. ${labels.job}: ${words.job}. ${words.consequence}`}
        of={of}
      />
    </p>
  );
};
