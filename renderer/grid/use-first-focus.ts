import { useEffect, useRef } from 'react';
import type { SessionState } from '#app/session/state.ts';
import { focusFirstDevice, focusGrid } from '../ui/focus.ts';

/** Once the first look has ended: the channels have the focus, or the devices when there are none. */
export const useFirstFocus = (state: SessionState | null, rowCount: number): void => {
  const isPlaced = useRef(false);
  const isLooking = state === null || (state.discovery.at === null && rowCount === 0);
  useEffect(() => {
    if (isPlaced.current || isLooking) return;
    isPlaced.current = true;
    if (document.activeElement !== document.body) return;
    if (rowCount > 0) focusGrid();
    else focusFirstDevice();
  }, [isLooking, rowCount]);
};
