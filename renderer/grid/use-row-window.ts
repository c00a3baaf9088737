import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect } from 'react';
import type { RefObject } from 'react';
import { useFocusedKey } from '../state/view-store.ts';
import { headerHeight, rowHeight } from './geometry.ts';

/** The rows in sight, and always the focused one: the grid names it as its active descendant. */
export const useRowWindow = (order: readonly string[], scroller: RefObject<HTMLElement | null>) => {
  const focusedKey = useFocusedKey();
  const focusedIndex = focusedKey === null ? -1 : order.indexOf(focusedKey);
  // the same function for the same order: with another one it would measure every row again
  const keyAt = useCallback((index: number) => order[index] ?? index, [order]);
  // No compiler memoizes this hook, and nothing memoized takes the virtualizer.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyAt,
    overscan: 8,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      return focusedIndex === -1 || indexes.includes(focusedIndex)
        ? indexes
        : [...indexes, focusedIndex].sort((a, b) => a - b);
    },
  });
  useEffect(() => {
    if (focusedIndex !== -1) virtualizer.scrollToIndex(focusedIndex, { align: 'auto' });
    // Only a move of the focus scrolls; rows that change places around it do not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [focusedKey]);
  return { virtualizer, activeKey: focusedIndex === -1 ? null : focusedKey };
};
