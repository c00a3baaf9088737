import type { SessionState } from '#app/session/state.ts';
import { shelvesIn } from './shelves.ts';
import type { Shelf } from './shelves.ts';

/** Channels that are not gone. */
export interface Counts {
  readonly open: number;
  readonly stuck: number;
  readonly suspect: number;
}

const none: Counts = { open: 0, stuck: 0, suspect: 0 };

/** A shelf never changes, so it is counted once for all who ask. */
const counted = new WeakMap<Shelf, Counts>();

const countsOf = (shelf: Shelf): Counts => {
  const known = counted.get(shelf);
  if (known !== undefined) return known;
  const counts = { ...none };
  for (const { phase, suspicion } of Object.values(shelf)) {
    if (phase.kind === 'gone') continue;
    counts.open += 1;
    if (suspicion.level === 'stuck' || suspicion.level === 'suspect') counts[suspicion.level] += 1;
  }
  counted.set(shelf, counts);
  return counts;
};

/** Of a device, or of all under null. */
export const countsIn = (state: SessionState, deviceId: string | null): Counts => {
  let [open, stuck, suspect] = [0, 0, 0];
  for (const shelf of shelvesIn(state, deviceId)) {
    const counts = countsOf(shelf);
    open += counts.open;
    stuck += counts.stuck;
    suspect += counts.suspect;
  }
  return { open, stuck, suspect };
};
