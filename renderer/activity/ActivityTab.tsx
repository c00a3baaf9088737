import { Button } from '@fluentui/react-components';
import { ratesOf } from '#app/activity/series.ts';
import type { ChannelState } from '#app/session/state.ts';
import { isWritten } from '#app/trial/trial.ts';
import { activityWords as words, plotSummary } from '#app/words/activity.ts';
import { trialReportWords, trialWords, verdictWords } from '#app/words/trial.ts';
import { useApi } from '../api.ts';
import { useTrial } from '../trial/trial-store.ts';
import type { Trial } from '../trial/trial-store.ts';
import { viewEvents } from '../view/view-store.ts';
import { ActivityPlot } from './ActivityPlot.tsx';
import { ActivityTable } from './ActivityTable.tsx';

interface Props {
  readonly channel: ChannelState;
}

const LastTrial = ({ trial }: { readonly trial: Trial | undefined }) =>
  trial?.outcome?.ok === true ? (
    <p>
      <strong>{trialWords.last}</strong> {trialReportWords(trial.outcome.value)}
    </p>
  ) : null;

const NotOurs = ({ channel, trial }: Props & { readonly trial: Trial | undefined }) => (
  <>
    <p>{words.notOurs}</p>
    <p className="quiet">{words.notOursMore}</p>
    <Button
      size="small"
      disabledFocusable={trial?.outcome === null}
      onClick={() => viewEvents.userOpenedDialog({ kind: 'trial', deviceId: channel.deviceId })}
    >
      {trialWords.button}
    </Button>
    <LastTrial trial={trial} />
  </>
);

/** A live plot of a channel of our own; for all others, why there is none. */
export const ActivityTab = ({ channel }: Props) => {
  const api = useApi();
  const trial = useTrial(channel.deviceId);
  const sample = trial?.sample ?? null;
  if (trial === undefined || sample === null || sample.key !== channel.key)
    return <NotOurs channel={channel} trial={trial} />;
  const rates = ratesOf(trial.points);
  const secondsLeft = Math.max(0, Math.ceil((sample.endsAt - sample.at) / 1000));
  const isOver = trial.outcome !== null;
  const summary = plotSummary(sample, rates.at(-1) ?? null);
  return (
    <>
      <p className="trial-state">
        <strong>{verdictWords[sample.verdict]}</strong> {isOver ? words.ended : trialWords.left(secondsLeft)}{' '}
        <Button
          size="small"
          disabledFocusable={isOver}
          onClick={() => void api.trial.end({ deviceId: channel.deviceId })}
        >
          {trialWords.end}
        </Button>
      </p>
      <p>{summary}</p>
      <ActivityPlot rates={rates} from={trial.points[0]?.at ?? sample.at} summary={summary} />
      <p className="quiet">{isWritten(sample.service) ? words.least : words.leastIn}</p>
      <ActivityTable points={trial.points} />
      <LastTrial trial={trial} />
    </>
  );
};
