import { nextStepLabel } from '#app/words/empty-states.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { later } from '../ui/later.tsx';
import type { EmptyState as Empty } from './empty-state.ts';

const CommandStep = later(() => import('../commands/CommandStep.tsx'));

interface Props {
  readonly empty: Empty;
}

/** Which of the reasons it is that no row is shown, how that is known, and what to do next. */
export const EmptyState = ({ empty: { name, words, source, commands } }: Props) => (
  <div className="empty-state">
    <h2>
      <Foreign text={words.title} />
    </h2>
    <p>{words.meaning}</p>
    {words.nextStep !== '' && (
      <p>
        <strong>{words.nextStep}</strong>
      </p>
    )}
    {commands.length > 0 && (
      <div className="next-steps">
        {commands.map((id, index) => (
          <CommandStep key={id} id={id} label={nextStepLabel(id, name)} isFirst={index === 0} />
        ))}
      </div>
    )}
    {source !== null && <p className="quiet">{source}</p>}
  </div>
);
