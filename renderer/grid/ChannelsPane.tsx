import { emptyState } from './empty-state.ts';
import { useSessionFault } from '../state/session-store.ts';
import { useShownRows } from './rows/use-shown-rows.ts';
import { useChosenDevice } from '../state/view-store.ts';
import { ChannelGrid } from './ChannelGrid.tsx';
import { EmptyState } from './EmptyState.tsx';
import { FilterNote } from './FilterNote.tsx';
import { RowMenu } from './RowMenu.tsx';
import { ScanHint } from './ScanHint.tsx';
import { TableFoot } from './TableFoot.tsx';
import { TableOverlays } from './TableOverlays.tsx';
import { useFirstFocus } from './use-first-focus.ts';

export const ChannelsPane = () => {
  const { shown, sample } = useShownRows();
  const chosen = useChosenDevice();
  const fault = useSessionFault();
  const state = sample?.state ?? null;
  useFirstFocus(state, shown.rows.length);
  return (
    <section className="channels">
      <FilterNote />
      <div className="rows">
        <ChannelGrid shown={shown} />
        {shown.rows.length === 0 && <EmptyState empty={emptyState(state, fault, chosen, shown.total)} />}
      </div>
      {shown.total > 0 && <TableFoot shown={shown} />}
      {shown.total > 0 && <ScanHint />}
      <RowMenu />
      <TableOverlays />
    </section>
  );
};
