import { create } from 'zustand';
import { addPoint } from '#app/activity/series.ts';
import type { Point } from '#app/activity/series.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { TrialReport, TrialSample } from '#app/trial/trial.ts';

/** The last trial of a device; `outcome` is null while it lasts. */
export interface Trial {
  readonly service: string;
  readonly sample: TrialSample | null;
  readonly points: readonly Point[];
  readonly outcome: Result<TrialReport, Fault> | null;
}

interface Trials {
  readonly byDevice: Readonly<Record<string, Trial>>;
}

const useStore = create<Trials>()(() => ({ byDevice: {} }));

const put = (deviceId: string, change: (trial: Trial | undefined) => Trial | undefined): void =>
  useStore.setState(({ byDevice }) => {
    const trial = change(byDevice[deviceId]);
    return trial === undefined ? {} : { byDevice: { ...byDevice, [deviceId]: trial } };
  });

export const trialEvents = {
  windowOpened: (): void => useStore.setState({ byDevice: {} }),
  started: (deviceId: string, service: string): void =>
    put(deviceId, () => ({ service, sample: null, points: [], outcome: null })),
  /** True for the first sample of a trial: its channel is open. A window that was loaded anew joins here. */
  sampled: (sample: TrialSample): boolean => {
    const before = trialNow(sample.deviceId);
    const isNew = before?.sample?.key !== sample.key;
    put(sample.deviceId, (trial) => ({
      service: sample.service,
      sample,
      points: addPoint(isNew ? [] : (trial?.points ?? []), sample),
      outcome: isNew ? null : (trial?.outcome ?? null),
    }));
    return isNew;
  },
  ended: (deviceId: string, outcome: Result<TrialReport, Fault>): void =>
    put(deviceId, (trial) => (trial === undefined ? undefined : { ...trial, outcome })),
};

export const trialNow = (deviceId: string): Trial | undefined => useStore.getState().byDevice[deviceId];
export const useTrial = (deviceId: string): Trial | undefined =>
  useStore(({ byDevice }) => byDevice[deviceId]);
