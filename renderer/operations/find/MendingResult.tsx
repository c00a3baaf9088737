import { Button, ProgressBar, Spinner } from '@fluentui/react-components';
import { closedBy } from '#app/operations/history.ts';
import { findWords as words } from '#app/words/find.ts';
import { closeSummaryWords, mostOutcomesApart, outcomeWords } from '#app/words/outcomes.ts';
import type { OutcomeWords } from '#app/words/outcomes.ts';
import { remedyOutcomeWords, remedyStageWords } from '#app/words/remedy-outcomes.ts';
import { remedyWindowWords } from '#app/words/remedy-run.ts';
import { channelWords } from '#app/words/status.ts';
import { useApi } from '../../api.ts';
import type { Mending } from '../../state/searches.ts';
import { Foreign, Unmasked } from '../../ui/Foreign.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import type { StepProps } from './Finding.tsx';
import { FurtherSteps } from './FurtherSteps.tsx';
import type { MendingEnd } from './mending-steps.ts';

type Said = Pick<OutcomeWords, 'sentence' | 'nextStep'>;

const outcomesOf = (mending: Mending): readonly Said[] => {
  if (mending.kind === 'remedy') {
    const { outcome, step, target, service, hostSocket } = mending;
    return outcome === null
      ? []
      : [remedyOutcomeWords(outcome, step, target, channelWords(service, hostSocket))];
  }
  const teardowns = closedBy(mending);
  return teardowns.length > mostOutcomesApart
    ? [closeSummaryWords(teardowns.map(({ outcome }) => outcome))]
    : teardowns.map(({ outcome, service, hostSocket }) =>
        outcomeWords(outcome, channelWords(service, hostSocket)),
      );
};

/** How far a step is; what can be stopped has a button for it. */
export const MendingProgress = ({ mending }: { readonly mending: Mending }) => {
  const api = useApi();
  const { id, stage, progress, isCancelled } = mending;
  const isMany = mending.kind === 'close' && mending.closings.length > 1;
  const isByPerson = stage === 'waiting-to-leave' || stage === 'waiting-to-return';
  const label =
    isMany && progress !== null
      ? words.progress(progress.done, progress.total)
      : mending.kind === 'close'
        ? words.busy
        : remedyStageWords(stage);
  return (
    <div className="find-running" tabIndex={-1} data-start={`running ${id}`}>
      {isMany && progress !== null ? (
        <>
          <span>{label}</span>
          <ProgressBar aria-label={label} thickness="large" value={progress.done / progress.total} />
        </>
      ) : (
        <Spinner size="extra-tiny" label={label} />
      )}
      {(isMany || isByPerson) && (
        <Button
          size="small"
          disabledFocusable={isCancelled}
          onClick={() => void api.operation.cancel({ id })}
        >
          {isMany ? words.stopAfterThis : remedyWindowWords.stopWaiting}
        </Button>
      )}
    </div>
  );
};

interface Props extends StepProps {
  readonly mending: Mending;
  readonly end: MendingEnd;
  /** What the user says of it; null: nothing yet. */
  readonly says: 'works' | 'fails' | null;
  /** No channel is left to do anything about. */
  readonly isGone: boolean;
  readonly onWorks: () => void;
  readonly onFails: () => void;
}

/** How a step ended. Whether it helped is for the user to say; if not, the next step. */
export const MendingResult = (props: Props) => {
  const { search, mending, end, says, isGone, steps, titleId, labelOf, onStep, onWorks, onFails } = props;
  const [next, ...further] = steps;
  const isAsked = end !== 'not-freed' && says === null;
  const isNext = !isAsked && says !== 'works';
  const said = outcomesOf(mending);
  const title =
    end === 'freed'
      ? words.freed(search.complaint)
      : end === 'not-verified'
        ? words.notVerified(search.complaint)
        : null;
  const state = end === 'freed' || says === 'works' ? 'freed' : 'suspect';
  return (
    <>
      <h2
        className="details-title"
        id={titleId}
        tabIndex={-1}
        data-start={
          says === 'works' || (isNext && next !== undefined) ? undefined : `ended ${mending.id} ${says}`
        }
      >
        <span className="state" data-state={state}>
          <StateMark state={state} />
        </span>
        <span>
          {says === 'works' ? (
            words.fixed
          ) : isAsked && title !== null ? (
            title
          ) : (
            <Foreign
              text={says === 'fails' ? words.nextStep : said.map(({ sentence }) => sentence).join(' ')}
              of={mending}
            />
          )}
        </span>
      </h2>
      {isAsked && (
        <div className="find-choices">
          <Button size="small" onClick={onWorks}>
            {words.works}
          </Button>
          <Button size="small" onClick={onFails}>
            {isGone ? words.failsLookAgain : words.fails}
          </Button>
        </div>
      )}
      {isNext &&
        next === undefined &&
        said.map(({ sentence, nextStep }) => nextStep !== null && <p key={sentence}>{nextStep}</p>)}
      {isNext && next !== undefined && (
        <>
          <Button
            appearance="primary"
            size="small"
            aria-describedby={titleId}
            data-start={`next ${mending.id}`}
            onClick={() => onStep(next)}
          >
            <Unmasked text={labelOf(next)} of={next} />
          </Button>
          <FurtherSteps steps={further} labelOf={labelOf} onStep={onStep} />
        </>
      )}
    </>
  );
};
