import { useCallback, useEffect, useState } from 'react';
import type { Fault } from '#app/faults/fault.ts';
import type { ProbeReport, ProbeStep } from '#app/probe/report.ts';
import { useApi } from '../api.ts';

/** How far a probe is that was asked for in this dialog; each of its two steps is asked for alone. */
export type Probe =
  | { readonly kind: 'not-asked'; readonly open: boolean }
  | { readonly kind: 'running'; readonly step: ProbeStep | null; readonly isStopping: boolean }
  | { readonly kind: 'done'; readonly open: boolean; readonly report: ProbeReport }
  | { readonly kind: 'failed'; readonly fault: Fault };

export const useProbe = (deviceId: string) => {
  const api = useApi();
  const [probe, setProbe] = useState<Probe>({ kind: 'not-asked', open: false });
  useEffect(
    () =>
      api.device.onProbeStep((step) => {
        if (step.deviceId !== deviceId) return;
        setProbe((before) => (before.kind === 'running' ? { ...before, step } : before));
      }),
    [api, deviceId],
  );
  const start = useCallback(
    async (open: boolean) => {
      setProbe({ kind: 'running', step: null, isStopping: false });
      const answer = await api.device.probe({ deviceId, open });
      setProbe(
        answer.ok ? { kind: 'done', open, report: answer.value } : { kind: 'failed', fault: answer.fault },
      );
    },
    [api, deviceId],
  );
  const askForChannels = useCallback(() => setProbe({ kind: 'not-asked', open: true }), []);
  const stop = useCallback(() => {
    setProbe((before) => (before.kind === 'running' ? { ...before, isStopping: true } : before));
    void api.device.cancelProbe({ deviceId });
  }, [api, deviceId]);
  return { probe, start, askForChannels, stop };
};
