import { useSyncExternalStore } from 'react';
import type { RowMarkName } from '#app/words/rows.ts';
import { watchDeltas } from '../../state/session-store.ts';
import { RowMarks } from './row-marks.ts';

const marks = new RowMarks({
  now: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
});

watchDeltas((delta, before) => {
  if (delta === null || before === null) marks.forget();
  else marks.note(delta, before);
});

/** Whether a row is new or has just changed. */
export const useRowMark = (key: string): RowMarkName | null =>
  useSyncExternalStore(marks.subscribe, () => marks.of(key));
