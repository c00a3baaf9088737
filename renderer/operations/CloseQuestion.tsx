import { windowWords } from '#app/words/window.ts';
import type { ClosingTargets } from '../state/closing-targets.ts';
import { closingGroups, onlyHolder } from '../state/closing-groups.ts';
import { Unmasked } from '../ui/Foreign.tsx';
import { CloseGroup, CloseTarget } from './CloseTarget.tsx';
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
  const [only, another] = open;
  const holder = onlyHolder(open);
  const warnings = open.flatMap((target) => target.words.cutsOff);
  return (
    <>
      {only !== undefined && another === undefined ? (
        <>
          <p>
            <strong>{only.words.consequence}</strong> {words.undone}
          </p>
          <CloseTarget target={only} />
        </>
      ) : (
        <>
          {holder !== null && (
            <p>
              <strong>
                <Unmasked text={words.heldBy(holder)} of={holder} />
              </strong>
            </p>
          )}
          <div className="close-targets" data-many>
            {closingGroups(open).map((group) => (
              <CloseGroup key={group.targets[0].channel.key} group={group} />
            ))}
          </div>
          {open.length > 0 && <p>{words.undone}</p>}
        </>
      )}
      {open.length === 0 && <p>{words.nothingLeft}</p>}
      {open.length > 0 && leftCount > 0 && <p className="quiet">{words.leftMeanwhile(leftCount)}</p>}
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

/** The request by its name, what is checked, and of several each: for who wants to know. */
export const CloseDetails = ({ targets: { open } }: Pick<Props, 'targets'>) => (
  <>
    <p>
      {words.request(open.length)} {[...new Set(open.map((target) => target.words.recheck))].join(' ')}
    </p>
    {open.length > 1 && (
      <p>
        <Unmasked
          text={open.map((target) => `${target.words.service}, ${target.words.socket}`).join('; ')}
          of={open.map(({ channel }) => channel)}
        />
      </p>
    )}
  </>
);
