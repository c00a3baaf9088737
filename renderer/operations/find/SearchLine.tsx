import { Button } from '@fluentui/react-components';
import { findWords as words } from '#app/words/find.ts';
import { verdictSentence } from '#app/words/verdict.ts';
import { lastSearch } from '../../state/searches.ts';
import { useOperations } from '../../state/session-store.ts';
import { viewEvents } from '../../state/view-store.ts';
import { Foreign } from '../../ui/Foreign.tsx';

/** A search that a person left for something else: one line, with the way back. */
export const SearchLine = () => {
  const search = lastSearch(useOperations());
  if (search === null) return null;
  const { outcome, deviceName } = search;
  const text = outcome?.kind === 'done' ? verdictSentence(outcome.report) : words.running(deviceName);
  return (
    <p className="search-line">
      <span>
        <Foreign text={outcome?.kind === 'failed' ? words.failed : text} of={search} />
      </span>
      <Button size="small" onClick={viewEvents.userShowedSearch}>
        {words.show}
      </Button>
    </p>
  );
};
