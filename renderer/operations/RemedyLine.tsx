import { Button, Tooltip } from '@fluentui/react-components';
import type { ChannelState } from '#app/session/state.ts';
import { visible } from '#app/words/foreign-text.ts';
import { stepNames } from '#app/words/remedy-faults.ts';
import { remedyWindowWords as words } from '#app/words/remedy-run.ts';
import { stepWords } from '#app/words/remedy.ts';
import { windowWords } from '#app/words/window.ts';
import { Foreign } from '../ui/Foreign.tsx';
import type { LadderLine } from './ladder-lines.ts';
import { RemedyProgress } from './RemedyProgress.tsx';

const { risk: riskLabel, check: checkLabel } = windowWords.details;

interface Props {
  readonly channel: ChannelState;
  readonly line: LadderLine;
  /** `opener`: where the keyboard comes back to. */
  readonly onAsk: (opener: HTMLElement) => void;
}

/** One rung: what it does, its button, and what became of it when it was run. */
export const RemedyLine = ({ channel, line: { step, because, run }, onAsk }: Props) => {
  const { title, risk, check, availability } = stepWords(step);
  const button = step.kind === 'power-cycle' ? words.watchThis : words.doThis;
  return (
    <li>
      <div className="rung">
        <span>
          <Foreign text={title} of={[step, channel]} /> <span className="quiet">– {availability}.</span>
          <br />
          <span className="quiet">
            <Foreign text={`${riskLabel} ${risk} ${checkLabel} ${check}`} of={[step, channel]} />
          </span>
        </span>
        <Tooltip
          content={because === null ? visible(`${riskLabel} ${risk}`) : words.notOffered(because)}
          relationship="description"
          withArrow
        >
          <Button
            size="small"
            aria-label={words.named(button, stepNames[step.kind])}
            disabledFocusable={because !== null}
            onClick={({ currentTarget }) => onAsk(currentTarget)}
          >
            {button}
          </Button>
        </Tooltip>
      </div>
      {run !== null && <RemedyProgress channel={channel} run={run} />}
    </li>
  );
};
