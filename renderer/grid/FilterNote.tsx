import { Button } from '@fluentui/react-components';
import { Info16Regular } from '@fluentui/react-icons';
import { filterWords } from '#app/words/filter.ts';
import { filterNoteId, focusFilter } from '../ui/focus.ts';
import { parsedFilter } from './filter/parsed-filter.ts';
import { withFieldNamed } from './filter/terms.ts';
import { problemWords } from './foot-line.ts';
import { useFilter, viewEvents } from '../state/view-store.ts';

/** What of the filter was not understood, and what may have been meant. */
export const FilterNote = () => {
  const filter = useFilter();
  const { problems } = parsedFilter(filter);
  const correct = (field: string, suggestion: string): void => {
    viewEvents.userTypedFilter(withFieldNamed(filter, field, suggestion));
    focusFilter();
  };
  return (
    <div className="filter-note" id={filterNoteId}>
      {problems.map((problem) => (
        <p key={`${problem.kind} ${problem.field}`}>
          <Info16Regular aria-hidden />
          <span>{problemWords(problem)}</span>
          {problem.kind === 'unknown-field' && problem.suggestion !== null && (
            <Button size="small" onClick={() => correct(problem.field, problem.suggestion ?? '')}>
              {filterWords.use(problem.suggestion)}
            </Button>
          )}
        </p>
      ))}
    </div>
  );
};
