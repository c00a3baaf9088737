import { create } from 'zustand';
import { addPoint } from '#app/activity/series.ts';
import type { Point } from '#app/activity/series.ts';
import type { SessionState } from '#app/session/state.ts';
import type { TrialSample } from '#app/trial/trial.ts';

/** What was sampled of one trial: the session has only its last sample. */
interface Series {
  readonly operation: number;
  readonly points: readonly Point[];
}

/** By the key of the channel that was tried. */
const useStore = create<Readonly<Record<string, Series>>>()(() => ({}));

const noPoints: readonly Point[] = [];

const take = (operation: number, sample: TrialSample): boolean => {
  const before = useStore.getState()[sample.key];
  const isNew = before?.operation !== operation;
  const points = addPoint(isNew ? noPoints : before.points, sample);
  if (points !== before?.points) useStore.setState({ [sample.key]: { operation, points } });
  return isNew;
};

export const trialEvents = {
  windowOpened: (): void => useStore.setState({}, true),
  /** Takes the samples that a state of the session has. Answers the sample of a trial that a person began and whose channel has just opened. */
  sessionChanged: ({ operations }: SessionState): TrialSample | null => {
    let opened: TrialSample | null = null;
    for (const operation of Object.values(operations)) {
      if (operation.kind !== 'trial' || operation.sample === null) continue;
      const isNew = take(operation.id, operation.sample);
      if (isNew && operation.endedAt === null && operation.partOf === null) opened = operation.sample;
    }
    return opened;
  },
};

/** What a channel of ours has shown, sample by sample. */
export const usePoints = (key: string): readonly Point[] =>
  useStore((series) => series[key]?.points ?? noPoints);
