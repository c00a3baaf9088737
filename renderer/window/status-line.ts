import { counted } from '#app/words/plural.ts';
import type { SessionState } from '#app/session/state.ts';
import { elevationWords, profileWords, runtimeWords } from '#app/words/environment.ts';
import { policyLine } from '#app/words/policy.ts';
import { remoteWords } from '#app/words/remote.ts';
import { rowStateWords } from '#app/words/rows.ts';
import { updatesWords } from '#app/words/updates.ts';
import { windowWords } from '#app/words/window.ts';
import { countsIn } from '../state/device-counts.ts';
import { devicesInScope, isPresent } from '../state/devices.ts';
import { lastLookAt } from '../state/last-look.ts';
import { timeOf } from '../ui/times.ts';

const { status } = windowWords;

const counts = (state: SessionState, chosen: string | null): string => {
  const found = countsIn(state, chosen);
  const parts = [counted(found.open, 'channel', 'channels')];
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

const lookWords = (state: SessionState): string | null => {
  const at = lastLookAt(state);
  if (at === null) return state.updates.isPaused ? updatesWords.paused : null;
  return state.updates.isPaused ? updatesWords.pausedAsOf(timeOf(at)) : status.looked(timeOf(at));
};

/** The parts of the status bar, most telling first. */
export const statusLine = (state: SessionState, chosen: string | null): string => {
  const { environment } = state;
  return [
    environment.remote === null ? null : remoteWords.status(environment.remote.host),
    counts(state, chosen),
    environment.mode === 'simulator' ? status.simulator(environment.scenario) : status.windows,
    policyLine(environment.policy),
    elevationWords(environment),
    profiles(state, chosen),
    lookWords(state),
    runtimeWords(environment),
  ]
    .filter((part) => part !== null)
    .join(' · ');
};
