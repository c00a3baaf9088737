import { useEffect, useRef } from 'react';
import type { SessionState } from '#app/session/state.ts';
import { useSessionFault } from '../state/session-store.ts';
import { useChosenDevice } from '../state/view-store.ts';
import { focusFirstDevice, focusGrid } from '../ui/focus.ts';
import { later, useIsWholeWindow } from '../ui/later.tsx';
import { ChannelGrid } from './ChannelGrid.tsx';
import { emptyState } from './empty-state.ts';
import { EmptyState } from './EmptyState.tsx';
import { useShownRows } from './rows/use-shown-rows.ts';
import { ScanHint } from './ScanHint.tsx';
import { TableFoot } from './TableFoot.tsx';

const FilterNote = later(() => import('./FilterNote.tsx'));
const TableOverlays = later(() => import('./TableOverlays.tsx'));

/** Once the first look has ended: the channels have the focus, or the devices when there are none. */
const useFirstFocus = (state: SessionState | null, rowCount: number): void => {
  const isPlaced = useRef(false);
  const isWhole = useIsWholeWindow();
  const isLooking = state === null || (rowCount === 0 && (state.discovery.at === null || !isWhole));
  useEffect(() => {
    if (isPlaced.current || isLooking) return;
    isPlaced.current = true;
    if (document.activeElement !== document.body) return;
    if (rowCount > 0) focusGrid();
    else focusFirstDevice();
  }, [isLooking, rowCount]);
};

export const ChannelsPane = () => {
  const { shown, sample } = useShownRows();
  const chosen = useChosenDevice();
  const fault = useSessionFault();
  const state = sample?.state ?? null;
  useFirstFocus(state, shown.rows.length);
  const empty = shown.rows.length === 0 ? emptyState(state, fault, chosen, shown.total) : null;
  return (
    <section className="channels" data-empty={empty?.name}>
      <FilterNote />
      <ChannelGrid shown={shown}>{empty !== null && <EmptyState empty={empty} />}</ChannelGrid>
      {shown.total > 0 && <TableFoot shown={shown} />}
      {shown.total > 0 && <ScanHint />}
      <TableOverlays />
    </section>
  );
};
