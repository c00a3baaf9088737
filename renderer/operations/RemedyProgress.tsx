import { Button, Spinner } from '@fluentui/react-components';
import type { OperationOf } from '#app/operations/operation.ts';
import type { ChannelState } from '#app/session/state.ts';
import { remedyOutcomeWords, remedyStageWords } from '#app/words/remedy-outcomes.ts';
import { remedyWindowWords as words } from '#app/words/remedy-run.ts';
import { windowWords } from '#app/words/window.ts';
import { useApi } from '../api.ts';
import { nameOfChannel } from '../state/row-state.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { dateAndTimeOf, timeOf } from '../ui/times.ts';

interface Props {
  readonly channel: ChannelState;
  readonly run: OperationOf<'remedy'>;
}

/** How far a step is, or its outcome. */
export const RemedyProgress = ({ channel, run }: Props) => {
  const api = useApi();
  const { id, step, target, stage, isCancelled, outcome } = run;
  if (outcome === null) {
    return (
      <div className="rung-run">
        <Spinner size="extra-tiny" label={remedyStageWords(stage)} />
        {(stage === 'waiting-to-leave' || stage === 'waiting-to-return') && (
          <Button
            size="small"
            disabledFocusable={isCancelled}
            onClick={() => void api.operation.cancel({ id })}
          >
            {words.stopWaiting}
          </Button>
        )}
      </div>
    );
  }
  const at = run.endedAt ?? run.startedAt;
  const { label, sentence, nextStep } = remedyOutcomeWords(outcome, step, target, nameOfChannel(channel));
  return (
    <p className="rung-run" data-outcome={outcome.kind}>
      <strong>{label}</strong> (<time title={dateAndTimeOf(at)}>{timeOf(at)}</time>):{' '}
      <Foreign text={sentence} of={[run, channel]} />
      {nextStep !== null && (
        <>
          {' '}
          <strong>{windowWords.details.nextStep}</strong> <Foreign text={nextStep} of={[run, channel]} />
        </>
      )}
    </p>
  );
};
