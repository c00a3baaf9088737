import { Checkbox } from '@fluentui/react-components';
import { Warning16Filled } from '@fluentui/react-icons';
import { windowWords } from '#app/words/window.ts';
import { tickHintId } from '../commands/focus.ts';
import { CloseTarget } from './CloseTarget.tsx';
import type { ClosingTargets } from './use-closing-targets.ts';

const words = windowWords.close;

interface Props {
  readonly targets: ClosingTargets;
  readonly overJob: boolean;
  readonly onTick: (isTicked: boolean) => void;
}

/** What would be closed, how, and what that does. */
export const CloseQuestion = ({ targets, overJob, onTick }: Props) => {
  const { open, leftCount, jobs } = targets;
  const rechecks = [...new Set(open.map((target) => target.words.recheck))];
  return (
    <>
      <div className="close-targets" data-many={open.length > 1 || undefined}>
        {open.map((target) => (
          <CloseTarget key={target.key} words={target.words} isOnly={open.length === 1} />
        ))}
      </div>
      {open.length === 0 && <p>{words.nothingLeft}</p>}
      {open.length > 0 && leftCount > 0 && <p className="quiet">{words.leftMeanwhile(leftCount)}</p>}
      <p>
        {words.request(open.length)} {rechecks.join(' ')}
      </p>
      {jobs.length > 0 && (
        <div className="over-job">
          {jobs.map(({ key, warning }) => (
            <p key={key}>
              <Warning16Filled aria-hidden /> {warning}
            </p>
          ))}
          <Checkbox
            label={words.overJob(jobs.length)}
            checked={overJob}
            onChange={(_event, data) => onTick(data.checked === true)}
          />
          <p className="quiet" id={tickHintId}>
            {words.overJobNeeded}
          </p>
        </div>
      )}
    </>
  );
};
