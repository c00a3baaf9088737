import { useEffect, useState } from 'react';
import { sessionNow, watchSession } from '../session/session-store.ts';
import { rowsAreFrozen, watchView } from '../view/view-store.ts';
import { Sampler } from './sampler.ts';
import type { Sample } from './sampler.ts';

const after = (delayMs: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/** The session as of the last sample; a dialog or menu holds it still until it is closed. */
export const useSample = (): Sample | null => {
  const [sample, setSample] = useState<Sample | null>(null);
  useEffect(() => {
    const source = { read: sessionNow, isFrozen: rowsAreFrozen, now: () => performance.now(), after };
    const sampler: Sampler = new Sampler(source, () => setSample(sampler.sample));
    setSample(sampler.sample);
    const stops = [watchSession(() => sampler.changed()), watchView(() => sampler.changed())];
    return () => {
      stops.forEach((stop) => stop());
      sampler.stop();
    };
  }, []);
  return sample;
};
