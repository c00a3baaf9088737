import { Button, Tooltip } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { RemedyStep } from '#app/remedy/plan.ts';
import { whyNotRun } from '#app/remedy/runnable.ts';
import type { ChannelState } from '#app/session/state.ts';
import { questionAbout } from '#app/verdict/question.ts';
import { detailsWords as words } from '#app/words/details.ts';
import { findWords } from '#app/words/find.ts';
import { visible } from '#app/words/foreign-text.ts';
import { policyHalfWords } from '#app/words/policy.ts';
import { remedyWindowWords, stepButton } from '#app/words/remedy-run.ts';
import { stepTitle, stepWords } from '#app/words/remedy.ts';
import { questionWords } from '#app/words/causes.ts';
import { windowWords } from '#app/words/window.ts';
import { useApi } from '../api.ts';
import { askForStep } from '../commands/commands.ts';
import { PersonQuestion } from '../operations/PersonQuestion.tsx';
import { useIsMending, useNextSteps } from '../state/use-next-steps.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { usePrimary } from '../ui/use-primary.ts';

const { risk: riskLabel, check: checkLabel } = windowWords.details;

interface StepProps {
  readonly channel: ChannelState;
  readonly step: RemedyStep;
  readonly isFirst?: boolean;
  /** Why none can be run now; null: one can. */
  readonly because: string | null;
}

const hintOf = (step: RemedyStep): string => {
  const { risk, check } = stepWords(step);
  return visible(`${riskLabel} ${risk} ${checkLabel} ${check}`);
};

/** The button of a step, named for what it does; its risk and how it is checked are in its tooltip. */
const StepButton = ({ channel, step, isFirst = false, because }: StepProps) => {
  const api = useApi();
  const appearance = usePrimary(isFirst ? 'details' : null);
  return (
    <Tooltip content={because ?? hintOf(step)} relationship="description" withArrow>
      <Button
        size="small"
        appearance={appearance}
        disabledFocusable={because !== null}
        onClick={() => void askForStep(api, channel, step)}
      >
        <Foreign text={stepButton(step)} of={step} />
      </Button>
    </Tooltip>
  );
};

interface FirstStepProps extends StepProps {
  readonly question: ReturnType<typeof questionAbout>;
  /** A person said that it is in use. */
  readonly isInUse: boolean;
  readonly onInUse: () => void;
}

const Further = ({ channel, step, because, wasTried }: StepProps & { readonly wasTried: boolean }) => (
  <li className="further-step">
    {whyNotRun(step) === 'by-hand' ? (
      <Foreign text={words.byHand(stepTitle(step.kind, step.target))} of={step} />
    ) : (
      <StepButton channel={channel} step={step} because={because} />
    )}
    <span className="quiet">
      {wasTried && `${words.wasTried} `}
      <Foreign text={stepWords(step).risk} of={step} />
    </span>
  </li>
);

const titlesOf = (steps: readonly RemedyStep[]): string =>
  steps.map(({ kind, target }) => stepTitle(kind, target)).join(', ');

/** The question that only a person can answer, before the step; the step alone where there is no such question. */
const FirstStep = ({ question, isInUse, onInUse, ...step }: FirstStepProps) => {
  const api = useApi();
  const id = useId();
  if (isInUse) return <p>{findWords.leaveIt}</p>;
  return question === null ? (
    <StepButton {...step} isFirst />
  ) : (
    <PersonQuestion
      id={id}
      question={questionWords[question]}
      hint={step.because ?? `${visible(stepButton(step.step))} ${hintOf(step.step)}`}
      isOffered={step.because === null}
      onInUse={onInUse}
      onFreeIt={() => void askForStep(api, step.channel, step.step)}
    />
  );
};

/**
 * The one step that helps, and below it those to try after it. What is not offered is not listed, and what would end something
 * that works is folded away.
 */
export const NextStepsOf = ({ channel }: { readonly channel: ChannelState }) => {
  const steps = useNextSteps(channel);
  const isBusy = useIsMending(channel.deviceId);
  const [isInUse, setInUse] = useState(false);
  if (steps === null) return null;
  const { first, further, tried, withRights, forbidden } = steps;
  const [forbids] = forbidden.map((one) => one.forbids);
  const because =
    isBusy || channel.phase.kind === 'closing'
      ? remedyWindowWords.notOffered(remedyWindowWords.another)
      : null;
  const list = (
    <ul className="names">
      {further.map((step) => (
        <Further
          key={step.kind}
          channel={channel}
          step={step}
          because={because}
          wasTried={tried.has(step.kind)}
        />
      ))}
    </ul>
  );
  const isHealthy = isInUse || (first === null && ['none', 'in-use'].includes(channel.suspicion.level));
  return (
    <>
      {first !== null && (
        <FirstStep
          channel={channel}
          step={first}
          because={because}
          question={tried.size === 0 ? questionAbout(channel) : null}
          isInUse={isInUse}
          onInUse={() => setInUse(true)}
        />
      )}
      {further.length > 0 &&
        (isHealthy ? (
          <details className="further-steps">
            <summary>{words.allTheSame}</summary>
            {list}
          </details>
        ) : (
          <section className="further-steps">
            <h3>{first === null ? words.allTheSame : words.ifNot}</h3>
            {list}
          </section>
        ))}
      {forbids !== undefined && (
        <p className="quiet">
          <Foreign
            text={words.byPolicy(titlesOf(forbidden.map(({ step }) => step)), policyHalfWords(forbids))}
            of={forbidden}
          />
        </p>
      )}
      {withRights.length > 0 && (
        <p className="quiet">
          <Foreign text={words.withRights(titlesOf(withRights))} of={withRights} />
        </p>
      )}
    </>
  );
};
