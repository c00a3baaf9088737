import type { EmptyState as Empty } from '../scope/empty-state.ts';

interface Props {
  readonly empty: Empty;
}

/** Which of the reasons it is that no row is shown, and what to do next. */
export const EmptyState = ({ empty }: Props) => {
  const { title, meaning, nextStep } = empty.words;
  return (
    <div className="empty-state" data-empty-state={empty.name}>
      <h2>{title}</h2>
      <p>{meaning}</p>
      {nextStep !== '' && (
        <p>
          <strong>{nextStep}</strong>
        </p>
      )}
    </div>
  );
};
