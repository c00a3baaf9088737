import { SearchBox } from '@fluentui/react-components';
import type { KeyboardEvent } from 'react';
import { longestFilter } from '#app/settings/settings.ts';
import { filterWords } from '#app/words/filter.ts';
import { windowWords } from '#app/words/window.ts';
import { parsedFilter } from '../grid/filter/parse.ts';
import { useFilter, viewEvents } from '../state/view-store.ts';
import { filterId, filterNoteId, focusGrid } from '../ui/focus.ts';

const words = windowWords.toolbar;

const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
  if (event.key === 'Escape') {
    if (event.currentTarget.value === '') focusGrid();
    viewEvents.userTypedFilter('');
  } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
    focusGrid();
  } else {
    return;
  }
  event.preventDefault();
};

export const FilterBox = () => {
  const filter = useFilter();
  return (
    <SearchBox
      className="filter-box"
      id={filterId}
      size="small"
      maxLength={longestFilter}
      aria-describedby={filterNoteId}
      aria-invalid={parsedFilter(filter).problems.length > 0}
      aria-label={words.filter}
      placeholder={words.filterPlaceholder}
      title={filterWords.hint}
      value={filter}
      onChange={(_event, data) => viewEvents.userTypedFilter(data.value)}
      onKeyDown={onKeyDown}
    />
  );
};
