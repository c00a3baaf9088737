import type { ChannelState } from '#app/session/state.ts';
import { outcomeOf } from '#app/ticket/cases.ts';
import { resultOf } from '#app/ticket/groups.ts';
import { outcomeWords } from '#app/words/outcomes.ts';
import { rowStateHints } from '#app/words/rows.ts';
import { windowWords } from '#app/words/window.ts';
import { MendingProgress } from '../operations/MendingProgress.tsx';
import { nameOfChannel } from '../state/row-state.ts';
import type { Mending } from '../state/searches.ts';
import { useOperations } from '../state/session-store.ts';
import { useAdvice } from '../state/use-next-steps.ts';
import { Ago } from '../ui/Ago.tsx';
import { Foreign } from '../ui/Foreign.tsx';
import { useCases } from './use-cases.ts';

const words = windowWords.details;

const useMending = (id: number | null): Mending | null => {
  const operation = useOperations()[id ?? 0];
  return operation?.kind === 'close' || operation?.kind === 'remedy' ? operation : null;
};

/** Its progress stands above the details. */
const isOfMany = (mending: Mending): boolean => mending.kind === 'close' && mending.closings.length > 1;

/** What was done last to a channel that is still there: how far it is, or how it ended and what follows. */
export const LastAttempt = ({ channel }: { readonly channel: ChannelState }) => {
  const [of] = useCases([channel.key]);
  const last = of?.attempts.at(-1) ?? null;
  const { lastTeardown } = channel;
  const name = nameOfChannel(channel);
  const outcome = last === null ? (lastTeardown?.outcome ?? null) : outcomeOf(last);
  const advice = useAdvice(outcome, channel);
  const operation = useMending(last?.id ?? null);
  if (last?.end === 'running')
    return operation === null || isOfMany(operation) ? (
      <p className="quiet">{rowStateHints.closing}.</p>
    ) : (
      <MendingProgress mending={operation} />
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
