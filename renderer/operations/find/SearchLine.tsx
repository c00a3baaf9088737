import { Button } from '@fluentui/react-components';
import { inOrder } from '#app/operations/history.ts';
import { isRunning } from '#app/operations/operation.ts';
import type { OperationOf } from '#app/operations/operation.ts';
import type { Verdict } from '#app/verdict/verdict.ts';
import { findWords as words } from '#app/words/find.ts';
import { verdictSentence } from '#app/words/verdict.ts';
import { lastSearch, mendingsSince } from '../../state/searches.ts';
import { useDevices, useOperations } from '../../state/session-store.ts';
import { viewEvents } from '../../state/view-store.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { MendingProgress } from '../MendingProgress.tsx';
import { mendingLine } from './MendingResult.tsx';
import { useShortVerdict } from './short-verdict.ts';

/** Several channels are being closed: how far, and a way to stop. */
const ManyClosing = () => {
  const closing = inOrder(useOperations()).filter(
    (one): one is OperationOf<'close'> => one.kind === 'close' && isRunning(one) && one.closings.length > 1,
  );
  return closing.map((one) => <MendingProgress key={one.id} mending={one} />);
};

const Said = ({ verdict }: { readonly verdict: Verdict }) => {
  const shown = useShortVerdict(verdict);
  return <Foreign text={verdictSentence(shown)} of={shown} />;
};

/** A search that a person left for something else: one line, with the way back. */
export const SearchLine = () => {
  const operations = useOperations();
  const devices = useDevices();
  const search = lastSearch(operations);
  if (search === null) return <ManyClosing />;
  const { outcome, deviceName } = search;
  const done = mendingsSince(operations, search).findLast((one) => !isRunning(one));
  return (
    <>
      <ManyClosing />
      <p className="search-line">
        <span>
          {done !== undefined ? (
            <Foreign text={mendingLine(search, done, devices)} of={done} />
          ) : outcome?.kind === 'done' ? (
            <Said verdict={outcome.report} />
          ) : (
            <Foreign text={outcome === null ? words.running(deviceName) : words.failed} of={search} />
          )}
        </span>
        <Button size="small" onClick={viewEvents.userShowedSearch}>
          {words.show}
        </Button>
      </p>
    </>
  );
};
