import { Button } from '@fluentui/react-components';
import { nextStepWords } from '#app/words/empty-states.ts';
import type { NextStep } from '#app/words/empty-states.ts';
import { useApi } from '../api.ts';
import { hintOf, runCommand } from '../commands/run-command.ts';
import { useCommandState } from '../commands/use-command.ts';
import type { EmptyState as Empty } from './empty-state.ts';

const NextStepButton = ({ id }: { readonly id: NextStep }) => {
  const api = useApi();
  const state = useCommandState(id);
  return (
    <Button
      size="small"
      appearance={id === 'find-stuck' ? 'primary' : 'secondary'}
      disabledFocusable={!state.isEnabled}
      title={hintOf(id, state)}
      onClick={() => runCommand(id, api)}
    >
      {nextStepWords[id]}
    </Button>
  );
};

interface Props {
  readonly empty: Empty;
}

/** Which of the reasons it is that no row is shown, how that is known, and what to do next. */
export const EmptyState = ({ empty: { name, words, source, commands } }: Props) => (
  <div className="empty-state" data-empty-state={name}>
    <h2>{words.title}</h2>
    <p>{words.meaning}</p>
    {words.nextStep !== '' && (
      <p>
        <strong>{words.nextStep}</strong>
      </p>
    )}
    {commands.length > 0 && (
      <div className="next-steps">
        {commands.map((id) => (
          <NextStepButton key={id} id={id} />
        ))}
      </div>
    )}
    {source !== null && <p className="quiet">{source}</p>}
  </div>
);
