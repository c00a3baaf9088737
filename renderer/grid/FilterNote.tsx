import { Button } from '@fluentui/react-components';
import { Info16Regular } from '@fluentui/react-icons';
import { filterWords } from '#app/words/filter.ts';
import { useFilter, viewEvents } from '../state/view-store.ts';
import { filterNoteId, focusFilter } from '../ui/focus.ts';
import { parsedFilter } from './filter/parse.ts';
import type { Problem } from './filter/query.ts';
import { withFieldNamed } from './filter/terms.ts';

const problemWords = (problem: Problem): string => {
  switch (problem.kind) {
    case 'unknown-field':
      return filterWords.unknownField(problem.field, problem.suggestion);
    case 'no-value':
      return filterWords.noValue(problem.field);
    case 'not-a-number':
      return filterWords.notANumber(problem.field, problem.text);
    case 'not-a-duration':
      return filterWords.notADuration(problem.field, problem.text);
  }
};

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
