import { windowWords } from '#app/words/window.ts';
import type { ClosingTargets } from '../state/closing-targets.ts';
import { CloseTarget } from './CloseTarget.tsx';
import { OverJob } from './OverJob.tsx';

const words = windowWords.close;

interface Props {
  readonly targets: ClosingTargets;
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
}

/** What would be closed, how, and what that does. */
export const CloseQuestion = ({ targets, isTicked, onTick }: Props) => {
  const { open, leftCount } = targets;
  const warnings = open.flatMap((target) => target.words.cutsOff);
  const rechecks = [...new Set(open.map((target) => target.words.recheck))];
  return (
    <>
      <div className="close-targets" data-many={open.length > 1 || undefined}>
        {open.map((target) => (
          <CloseTarget key={target.channel.key} target={target} isOnly={open.length === 1} />
        ))}
      </div>
      {open.length === 0 && <p>{words.nothingLeft}</p>}
      {open.length > 0 && leftCount > 0 && <p className="quiet">{words.leftMeanwhile(leftCount)}</p>}
      <p>
        {words.request(open.length)} {rechecks.join(' ')}
      </p>
      {warnings.length > 0 && (
        <OverJob
          warnings={warnings}
          of={open.map(({ channel, device }) => [channel, device])}
          label={words.overJob(warnings.length)}
          hint={words.overJobNeeded(open.length)}
          isTicked={isTicked}
          onTick={onTick}
        />
      )}
    </>
  );
};
