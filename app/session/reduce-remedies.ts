import { keptRemedies } from './gone-rows.ts';
import type { SessionEvent } from './event.ts';
import type { SessionState } from './state.ts';

type Remedies = SessionState['remedies'];

/** The newest runs; those under way are never dropped. */
const bounded = (remedies: Remedies): Remedies => {
  const ended = Object.values(remedies).filter(({ outcome }) => outcome !== null);
  const over = ended.toSorted((a, b) => a.at - b.at).slice(0, Math.max(0, ended.length - keptRemedies));
  if (over.length === 0) return remedies;
  const kept = { ...remedies };
  for (const { key } of over) delete kept[key];
  return kept;
};

/** Another run of the same step takes the place of the one before. */
export const remedyChanged = (
  state: SessionState,
  { run }: Extract<SessionEvent, { type: 'remedy-changed' }>,
): SessionState => ({ ...state, remedies: bounded({ ...state.remedies, [run.key]: run }) });

export const remedyAbandoned = (state: SessionState, key: string): SessionState => {
  const remedies = { ...state.remedies };
  delete remedies[key];
  return { ...state, remedies };
};

export const remedyDismissed = (state: SessionState, key: string): SessionState => {
  const run = state.remedies[key];
  return run === undefined
    ? state
    : { ...state, remedies: { ...state.remedies, [key]: { ...run, dismissed: true } } };
};
