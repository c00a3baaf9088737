import type { ChannelState } from '#app/session/state.ts';
import { outcomeWords } from '#app/words/outcomes.ts';
import { windowWords } from '#app/words/window.ts';
import { nameOfChannel } from '../state/row-state.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { dateAndTimeOf, timeOf } from '../ui/times.ts';

const words = windowWords.details;

interface Props {
  readonly channel: ChannelState;
}

export const LastOutcome = ({ channel }: Props) => {
  if (channel.lastTeardown === null) return null;
  const { at, outcome } = channel.lastTeardown;
  const { sentence, nextStep } = outcomeWords(outcome, nameOfChannel(channel));
  return (
    <p className="last-outcome" data-outcome={outcome.kind}>
      <strong>{words.lastOutcome}</strong> (<time title={dateAndTimeOf(at)}>{timeOf(at)}</time>):{' '}
      <Foreign text={sentence} of={channel} />
      {nextStep !== null && (
        <>
          {' '}
          <strong>{words.nextStep}</strong> <Foreign text={nextStep} of={channel} />
        </>
      )}
    </p>
  );
};
