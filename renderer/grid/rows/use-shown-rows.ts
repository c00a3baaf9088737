import { useState, useSyncExternalStore } from 'react';
import { sessionMs, sessionNow, watchDeltas, watchSession } from '../../state/session-store.ts';
import { tableNow, watchTable } from '../../state/table-store.ts';
import { rowsAreFrozen, viewNow, watchView } from '../../state/view-store.ts';
import { dependsOnTime } from '../filter/match.ts';
import { parsedFilter } from '../filter/parse.ts';
import { Sampler } from './sampler.ts';
import type { Sample } from './sampler.ts';
import { ShownRowsStore } from './shown-rows-store.ts';
import type { ShownRows } from './shown-rows.ts';
import { TouchedKeys } from './touched-keys.ts';

const watchAll =
  (...watches: readonly ((changed: () => void) => () => void)[]) =>
  (changed: () => void): (() => void) => {
    const stops = watches.map((watch) => watch(changed));
    return () => stops.forEach((stop) => stop());
  };

const touched = new TouchedKeys();

watchDeltas((delta) => touched.note(delta));

/** Whether the rows stand, or are shown, by when they were seen last. */
const readsLooks = (): boolean => {
  const { filter, sorting } = viewNow();
  return (
    sorting.some(({ id }) => id === 'look') ||
    parsedFilter(filter).terms.some(({ field }) => field === 'look')
  );
};

const newSampler = (): Sampler =>
  new Sampler({
    read: sessionNow,
    takeChanged: () => touched.take(readsLooks()),
    isFrozen: rowsAreFrozen,
    watch: watchAll(watchSession, watchView, watchTable),
    now: () => performance.now(),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  });

const newStore = (sampler: Sampler): ShownRowsStore =>
  new ShownRowsStore({
    sample: sampler.sample,
    wish: () => {
      const { deviceId, filter, sorting } = viewNow();
      return { deviceId, query: parsedFilter(filter), sorting };
    },
    isHeld: () => tableNow().isHeld || rowsAreFrozen(),
    dependsOnTime: ({ query }) => dependsOnTime(query),
    watch: watchAll(sampler.subscribe, watchView, watchTable),
    every: (ms, run) => {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
    now: sessionMs,
  });

/** The rows on the screen, and the session as of the sample they were taken from. */
export const useShownRows = (): { shown: ShownRows; sample: Sample | null } => {
  const [sampler] = useState(newSampler);
  const [store] = useState(() => newStore(sampler));
  const shown = useSyncExternalStore(store.subscribe, store.shown);
  const sample = useSyncExternalStore(sampler.subscribe, sampler.sample);
  return { shown, sample };
};
