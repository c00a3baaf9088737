import type { SessionState } from '#app/session/state.ts';
import { elevationWords, profileWords, runtimeWords } from '#app/words/environment.ts';
import { rowStateWords } from '#app/words/rows.ts';
import { countWords, windowWords } from '#app/words/window.ts';
import { timeOf } from '../format/times.ts';
import { countsIn } from './device-counts.ts';
import { devicesInScope, isPresent } from './devices.ts';

const { status } = windowWords;

const counts = (state: SessionState, chosen: string | null): string => {
  const found = countsIn(state, chosen);
  const parts = [countWords(found.open, 'channel', 'channels')];
  for (const level of ['stuck', 'suspect'] as const) {
    if (found[level] > 0) parts.push(`${found[level]} ${rowStateWords[level]}`);
  }
  return parts.join(', ');
};

const profiles = (state: SessionState, chosen: string | null): string | null => {
  const present = devicesInScope(state.devices, chosen).filter(isPresent);
  const words = [...new Set(present.map(({ profile }) => profileWords(profile)))];
  return words.length === 0 ? null : status.profile(words.join(', '));
};

/** The parts of the status bar, most telling first. */
export const statusLine = (state: SessionState, chosen: string | null): string => {
  const { environment, discovery } = state;
  return [
    counts(state, chosen),
    environment.mode === 'simulator' ? status.simulator(environment.scenario) : status.windows,
    elevationWords(environment),
    profiles(state, chosen),
    discovery.at === null ? null : status.looked(timeOf(discovery.at)),
    runtimeWords(environment),
  ]
    .filter((part) => part !== null)
    .join(' · ');
};
