import type { Outcome } from '#app/teardown/outcome.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { ChannelState } from '#app/session/state.ts';
import type { Attempt } from '#app/ticket/cases.ts';
import { resultOf } from '#app/ticket/groups.ts';
import { outcomeWords } from '#app/words/outcomes.ts';
import { rowStateHints } from '#app/words/rows.ts';
import { windowWords } from '#app/words/window.ts';
import { RunningStep } from '../operations/RunningStep.tsx';
import { nameOfChannel } from '../state/row-state.ts';
import { Ago } from '../ui/Ago.tsx';
import { Foreign } from '../ui/Foreign.tsx';
import { useCases } from './use-cases.ts';
import { useAdvice } from '../state/use-next-steps.ts';

const words = windowWords.details;

const outcomeOf = ({ done }: Attempt): Outcome | RemedyOutcome | null =>
  done.kind === 'close' ? done.closing.outcome : done.run.outcome;

/** What was done last to a channel that is still there: how far it is, or how it ended and what follows. */
export const LastAttempt = ({ channel }: { readonly channel: ChannelState }) => {
  const [of] = useCases([channel.key]);
  const last = of?.attempts.at(-1) ?? null;
  const { lastTeardown } = channel;
  const name = nameOfChannel(channel);
  const outcome = last === null ? (lastTeardown?.outcome ?? null) : outcomeOf(last);
  const advice = useAdvice(outcome, channel);
  if (last?.end === 'running')
    return last.done.kind === 'step' ? (
      <RunningStep run={last.done.run} />
    ) : (
      <p className="quiet">{rowStateHints.closing}.</p>
    );
  if (outcome === null) return null;
  const result =
    last === null
      ? lastTeardown === null
        ? null
        : outcomeWords(lastTeardown.outcome, name)
      : resultOf(last, name);
  const at = last === null ? lastTeardown?.at : (last.endedAt ?? last.at);
  return (
    <p className="last-attempt" data-outcome={outcome.kind}>
      <Foreign text={result?.sentence ?? ''} of={[last, channel]} />
      {at !== undefined && (
        <span className="quiet">
          {' '}
          – <Ago at={at} />
        </span>
      )}
      {advice !== null && (
        <>
          {' '}
          <strong>{words.nextStep}</strong> <Foreign text={advice} of={[last, channel]} />
        </>
      )}
    </p>
  );
};
