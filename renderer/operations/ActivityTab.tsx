import { Button } from '@fluentui/react-components';
import { ratesOf } from '#app/activity/series.ts';
import { lastOf } from '#app/operations/history.ts';
import { isRunning } from '#app/operations/operation.ts';
import type { OperationOf } from '#app/operations/operation.ts';
import type { ChannelState } from '#app/session/state.ts';
import { isWritten } from '#app/trial/trial.ts';
import type { TrialSample } from '#app/trial/trial.ts';
import { activityWords as words, plotSummary } from '#app/words/activity.ts';
import { trialReportWords, trialWords, verdictWords } from '#app/words/trial.ts';
import { useApi } from '../api.ts';
import { useOperations } from '../state/session-store.ts';
import { viewEvents } from '../state/view-store.ts';
import { ActivityPlot } from './ActivityPlot.tsx';
import { ActivityTable } from './ActivityTable.tsx';
import { usePoints } from './trial-store.ts';

type Trial = OperationOf<'trial'>;

interface Props {
  readonly channel: ChannelState;
}

const LastTrial = ({ trial }: { readonly trial: Trial | null }) =>
  trial?.outcome?.kind === 'done' ? (
    <p>
      <strong>{trialWords.last}</strong> {trialReportWords(trial.outcome.report)}
    </p>
  ) : null;

const NotOurs = ({ channel, trial }: Props & { readonly trial: Trial | null }) => (
  <>
    <p>{words.notOurs}</p>
    <p className="quiet">{words.notOursMore}</p>
    <Button
      size="small"
      disabledFocusable={trial !== null && isRunning(trial)}
      onClick={() => viewEvents.userOpenedDialog({ kind: 'trial', deviceId: channel.deviceId })}
    >
      {trialWords.button}
    </Button>
    <LastTrial trial={trial} />
  </>
);

const Ours = ({ trial, sample }: { readonly trial: Trial; readonly sample: TrialSample }) => {
  const api = useApi();
  const points = usePoints(sample.key);
  const rates = ratesOf(points);
  const secondsLeft = Math.max(0, Math.ceil((sample.endsMs - sample.ms) / 1000));
  const isOver = !isRunning(trial);
  const summary = plotSummary(sample, rates.at(-1) ?? null);
  return (
    <>
      <p className="trial-state">
        <strong>{verdictWords[sample.verdict]}</strong> {isOver ? words.ended : trialWords.left(secondsLeft)}{' '}
        <Button
          size="small"
          disabledFocusable={isOver || trial.isCancelled}
          onClick={() => void api.operation.cancel({ id: trial.id })}
        >
          {trialWords.end}
        </Button>
      </p>
      <p>{summary}</p>
      <ActivityPlot rates={rates} from={points[0]?.ms ?? sample.ms} summary={summary} />
      <p className="quiet">{isWritten(sample.service) ? words.least : words.leastIn}</p>
      <ActivityTable points={points} />
      <LastTrial trial={trial} />
    </>
  );
};

/** A live plot of a channel of our own; for all others, why there is none. */
export const ActivityTab = ({ channel }: Props) => {
  const trial = lastOf(useOperations(), 'trial', channel.deviceId);
  const sample = trial?.sample ?? null;
  return trial === null || sample === null || sample.key !== channel.key ? (
    <NotOurs channel={channel} trial={trial} />
  ) : (
    <Ours trial={trial} sample={sample} />
  );
};
