import { SearchBox } from '@fluentui/react-components';
import type { KeyboardEvent } from 'react';
import { windowWords } from '#app/words/window.ts';
import { filterId, focusGrid } from '../commands/focus.ts';
import { useFilter, viewEvents } from '../view/view-store.ts';

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

export const FilterBox = () => (
  <SearchBox
    className="filter-box"
    id={filterId}
    size="small"
    aria-label={words.filter}
    placeholder={words.filterPlaceholder}
    value={useFilter()}
    onChange={(_event, data) => viewEvents.userTypedFilter(data.value)}
    onKeyDown={onKeyDown}
  />
);
