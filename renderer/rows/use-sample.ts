import { useState, useSyncExternalStore } from 'react';
import { sessionNow, watchSession } from '../session/session-store.ts';
import { rowsAreFrozen, watchView } from '../view/view-store.ts';
import { Sampler } from './sampler.ts';
import type { Sample, Source } from './sampler.ts';

const source: Source = {
  read: sessionNow,
  isFrozen: rowsAreFrozen,
  watch: (changed) => {
    const stops = [watchSession(changed), watchView(changed)];
    return () => stops.forEach((stop) => stop());
  },
  now: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** The session as of the last sample; a dialog or menu holds it still until it is closed. */
export const useSample = (): Sample | null => {
  const [sampler] = useState(() => new Sampler(source));
  return useSyncExternalStore(sampler.subscribe, sampler.sample);
};
