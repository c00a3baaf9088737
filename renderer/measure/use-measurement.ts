import { useCallback, useEffect, useState } from 'react';
import type { Calibration } from '#app/calibration/field-report.ts';
import type { StepName } from '#app/calibration/observation.ts';
import type { Fault } from '#app/faults/fault.ts';
import { useApi } from '../api.ts';

/** How far a measurement is that was asked for in this dialog. */
export type Measurement =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'running'; readonly step: StepName; readonly isStopping: boolean }
  | { readonly kind: 'done'; readonly calibration: Calibration }
  | { readonly kind: 'failed'; readonly fault: Fault };

export const useMeasurement = (deviceId: string) => {
  const api = useApi();
  const [measurement, setMeasurement] = useState<Measurement>({ kind: 'not-asked' });
  useEffect(
    () =>
      api.device.onMeasureStep(({ deviceId: measured, step }) => {
        if (measured !== deviceId) return;
        setMeasurement((before) => (before.kind === 'running' ? { ...before, step } : before));
      }),
    [api, deviceId],
  );
  const start = useCallback(async () => {
    setMeasurement({ kind: 'running', step: 'open', isStopping: false });
    const answer = await api.device.measure({ deviceId });
    setMeasurement(
      answer.ok ? { kind: 'done', calibration: answer.value } : { kind: 'failed', fault: answer.fault },
    );
  }, [api, deviceId]);
  const stop = useCallback(() => {
    setMeasurement((before) => (before.kind === 'running' ? { ...before, isStopping: true } : before));
    void api.device.cancelMeasure({ deviceId });
  }, [api, deviceId]);
  return { measurement, start, stop };
};
