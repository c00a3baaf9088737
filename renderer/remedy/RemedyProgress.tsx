import { Button, Spinner } from '@fluentui/react-components';
import type { RemedyRun } from '#app/remedy/run.ts';
import type { ChannelState } from '#app/session/state.ts';
import { remedyOutcomeWords, remedyStageWords } from '#app/words/remedy-outcomes.ts';
import { remedyWindowWords as words } from '#app/words/remedy-run.ts';
import { windowWords } from '#app/words/window.ts';
import { useApi } from '../api.ts';
import { dateAndTimeOf, timeOf } from '../format/times.ts';
import { nameOfChannel } from '../rows/rows.ts';

interface Props {
  readonly channel: ChannelState;
  readonly run: RemedyRun;
}

/** How far a step is, or what came of it. */
export const RemedyProgress = ({ channel, run }: Props) => {
  const api = useApi();
  const { at, deviceId, step, target, stage, outcome } = run;
  if (outcome === null) {
    return (
      <div className="rung-run">
        <Spinner size="extra-tiny" label={remedyStageWords(stage ?? 'looking')} />
        {(stage === 'waiting-to-leave' || stage === 'waiting-to-return') && (
          <Button size="small" onClick={() => void api.remedy.cancel({ deviceId })}>
            {words.stopWaiting}
          </Button>
        )}
      </div>
    );
  }
  const { label, sentence, nextStep } = remedyOutcomeWords(outcome, step, target, nameOfChannel(channel));
  return (
    <p className="rung-run" data-outcome={outcome.kind}>
      <strong>{label}</strong> (<time title={dateAndTimeOf(at)}>{timeOf(at)}</time>): {sentence}
      {nextStep !== null && (
        <>
          {' '}
          <strong>{windowWords.details.nextStep}</strong> {nextStep}
        </>
      )}
    </p>
  );
};
