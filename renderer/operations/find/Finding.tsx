import { Button } from '@fluentui/react-components';
import { useId } from 'react';
import { isStillFailing } from '#app/operations/history.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { RowStateName } from '#app/words/rows.ts';
import type { Verdict, VerdictKind } from '#app/verdict/verdict.ts';
import { findWords as words } from '#app/words/find.ts';
import { visible } from '#app/words/foreign-text.ts';
import { verdictSentence, verdictWords } from '#app/words/verdict.ts';
import type { Search } from '../../state/searches.ts';
import { useOperations } from '../../state/session-store.ts';
import { Foreign, Unmasked } from '../../ui/Foreign.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { momentOf } from '../../ui/times.ts';
import { usePrimary } from '../../ui/use-primary.ts';
import { PersonQuestion } from '../PersonQuestion.tsx';
import { FurtherSteps } from './FurtherSteps.tsx';
import { useShortVerdict } from './short-verdict.ts';

const marks: Readonly<Record<VerdictKind, RowStateName>> = {
  blocked: 'stuck',
  'printer-does-not-answer': 'stuck',
  'person-needed': 'suspect',
  suspected: 'suspect',
  'could-not-be-told': 'unknown',
  'nothing-found': 'open',
};

export interface StepProps {
  readonly search: Search;
  readonly verdict: Verdict;
  /** The sentence that the button of a step is about. */
  readonly titleId: string;
  /** What can be done now, in the order in which to try it. */
  readonly steps: readonly RemedyStep[];
  readonly labelOf: (step: RemedyStep) => string;
  readonly onStep: (step: RemedyStep) => void;
}

interface Props extends StepProps {
  /** The mildest that ends nothing that works; null: there is none, or its channel has gone. */
  readonly first: RemedyStep | null;
  /** A person said that what is found is in use. */
  readonly isInUse: boolean;
  readonly onInUse: () => void;
}

/** The verdict in a sentence, the question that only a person can answer, and the one button. */
export const Finding = (props: Props) => {
  const { search, verdict, titleId, first, steps, labelOf, onStep, isInUse, onInUse } = props;
  const questionId = useId();
  const shown = useShortVerdict(verdict);
  const { sentence, advice, question, missing } = verdictWords(
    shown,
    momentOf,
    isStillFailing(useOperations(), search),
  );
  const further = steps.filter((step) => step !== first);
  const isAsked = question !== null && first !== null && !isInUse;
  const hasButton = first !== null && question === null;
  const appearance = usePrimary(hasButton ? 'details' : null);
  return (
    <>
      <h2
        className="details-title"
        id={titleId}
        tabIndex={-1}
        data-verdict={verdict.kind}
        data-start={hasButton ? undefined : isInUse ? 'in-use' : 'verdict'}
        aria-describedby={isAsked ? questionId : undefined}
      >
        <span className="state" data-state={marks[verdict.kind]}>
          <StateMark state={marks[verdict.kind]} />
        </span>
        <span title={shown === verdict ? undefined : visible(verdictSentence(verdict))}>
          <Foreign text={sentence} of={shown} />
        </span>
      </h2>
      {advice !== null && (
        <p>
          <Foreign text={advice} of={shown} />
        </p>
      )}
      {verdict.kind === 'could-not-be-told' &&
        missing.map((gap) => (
          <p key={gap.missing}>
            {gap.missing} {gap.nextStep}
          </p>
        ))}
      {isAsked && (
        <PersonQuestion
          id={questionId}
          question={question}
          hint={labelOf(first)}
          hasKeys
          onInUse={onInUse}
          onFreeIt={() => onStep(first)}
        />
      )}
      {isInUse && <p>{words.leaveIt}</p>}
      {hasButton && (
        <Button
          appearance={appearance}
          size="small"
          aria-describedby={titleId}
          data-start="verdict"
          onClick={() => onStep(first)}
        >
          <Unmasked text={labelOf(first)} of={first} />
        </Button>
      )}
      {first === null && further.length > 0 && <p>{words.noStep}</p>}
      {!isInUse && <FurtherSteps steps={further} isOpen={first === null} labelOf={labelOf} onStep={onStep} />}
    </>
  );
};
