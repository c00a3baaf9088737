import { Button } from '@fluentui/react-components';
import { closedBy } from '#app/operations/history.ts';
import type { PersonAnswer } from '#app/operations/operation.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { SessionState } from '#app/session/state.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import type { Complaint } from '#app/verdict/complaints.ts';
import { adviceWords, failedWhileAway } from '#app/words/advice.ts';
import { findWords as words } from '#app/words/find.ts';
import { closeSummaryWords, mostOutcomesApart, outcomeWords } from '#app/words/outcomes.ts';
import type { OutcomeWords } from '#app/words/outcomes.ts';
import { remedyOutcomeWords } from '#app/words/remedy-outcomes.ts';
import { faultWords } from '#app/words/faults.ts';
import { channelWords, kindOfChannel } from '#app/words/status.ts';
import type { Mending, Search } from '../../state/searches.ts';
import { useDevices } from '../../state/session-store.ts';
import { Foreign, Unmasked } from '../../ui/Foreign.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { usePrimary } from '../../ui/use-primary.ts';
import type { StepProps } from './Finding.tsx';
import { FurtherSteps } from './FurtherSteps.tsx';
import { mendingEnd } from './mending-steps.ts';
import type { MendingEnd } from './mending-steps.ts';

type Said = Pick<OutcomeWords, 'sentence' | 'nextStep'>;

const outcomesOf = (mending: Mending, devices: SessionState['devices']): readonly Said[] => {
  const { deviceId } = mending;
  const now = (outcome: Outcome | RemedyOutcome, said: Said): Said =>
    failedWhileAway(outcome, { devices }, deviceId) ? { ...said, nextStep: adviceWords.isBack } : said;
  if (mending.kind === 'remedy') {
    const { outcome, step, target, service, hostSocket } = mending;
    return outcome === null
      ? []
      : [now(outcome, remedyOutcomeWords(outcome, step, target, channelWords(service, hostSocket)))];
  }
  const teardowns = closedBy(mending);
  return teardowns.length > mostOutcomesApart
    ? [closeSummaryWords(teardowns.map(({ outcome }) => outcome))]
    : teardowns.map(({ outcome, service, hostSocket }) =>
        now(outcome, outcomeWords(outcome, channelWords(service, hostSocket))),
      );
};

/** Why a channel could not be closed, as a person says it; null: the outcome is of another kind. */
const notClosed = (mending: Mending): string | null => {
  if (mending.kind !== 'close') return null;
  const [one, another] = closedBy(mending);
  return one === undefined || another !== undefined || one.outcome.kind !== 'failed'
    ? null
    : words.notClosed(kindOfChannel(one.service, one.hostSocket), faultWords(one.outcome.fault).title);
};

/** What a person said, or what the channel is like now, with what to try; null: the outcome says it. */
const titleOf = (mending: Mending, complaint: Complaint, answer: PersonAnswer | null): string | null => {
  if (answer === 'works') return words.fixed;
  if (answer !== null) return null;
  const outcome = mending.kind === 'remedy' ? mending.outcome : null;
  switch (mendingEnd(mending)) {
    case 'freed':
      if (mending.kind === 'close' && mending.closings.length > 1) {
        const { sentence } = closeSummaryWords(mending.closings.flatMap((one) => one.outcome ?? []));
        return words.severalFreed(sentence, complaint);
      }
      return outcome?.kind === 'helped' && outcome.since === 'in-use'
        ? words.freedInUse(complaint)
        : words.freed(complaint);
    case 'not-verified':
      return outcome?.kind === 'unverified' && outcome.because === 'there-again'
        ? words.thereAgain(complaint)
        : words.notVerified(complaint);
    case 'not-freed':
      return notClosed(mending);
  }
};

/** The same in one line, where the search was put aside. */
export const mendingLine = (
  { complaint }: Search,
  mending: Mending,
  devices: SessionState['devices'],
): string =>
  titleOf(mending, complaint, mending.answer) ??
  outcomesOf(mending, devices)
    .map(({ sentence }) => sentence)
    .join(' ');

interface Props extends StepProps {
  readonly mending: Mending;
  readonly end: MendingEnd;
  /** What the user says of it; null: nothing yet. */
  readonly answer: PersonAnswer | null;
  /** No channel is left to do anything about. */
  readonly isGone: boolean;
  readonly onWorks: () => void;
  readonly onFails: () => void;
}

/** How a step ended. Whether it helped is for the user to say; if not, the next step. */
export const MendingResult = (props: Props) => {
  const { search, mending, end, answer, isGone, steps, titleId, labelOf, onStep, onWorks, onFails } = props;
  const [next, ...further] = steps;
  const isAsked = end !== 'not-freed' && answer === null;
  const isNext = !isAsked && answer !== 'works';
  const appearance = usePrimary(isNext && next !== undefined ? 'details' : null);
  const said = outcomesOf(mending, useDevices());
  const title = titleOf(mending, search.complaint, answer);
  const state = end === 'freed' || answer === 'works' ? 'freed' : 'suspect';
  return (
    <>
      <h2
        className="details-title"
        id={titleId}
        tabIndex={-1}
        data-start={
          answer === 'works' || (isNext && next !== undefined) ? undefined : `ended ${mending.id} ${answer}`
        }
      >
        <span className="state" data-state={state}>
          <StateMark state={state} />
        </span>
        <span>
          {title ?? (
            <Foreign
              text={answer === 'fails' ? words.nextStep : said.map(({ sentence }) => sentence).join(' ')}
              of={mending}
            />
          )}
        </span>
      </h2>
      {title !== null && end === 'not-freed' && answer === null && (
        <p className="quiet">
          <Foreign text={said.map(({ sentence }) => sentence).join(' ')} of={mending} />
        </p>
      )}
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
            appearance={appearance}
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
