import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { DeviceState } from '#app/session/state.ts';
import { trialServices } from '#app/trial/trial.ts';
import { faultWords } from '#app/words/faults.ts';
import { trialWords as words } from '#app/words/trial.ts';
import { useApi } from '../api.ts';
import { startTrial } from './start-trial.ts';
import { TrialQuestion } from './TrialQuestion.tsx';
import { useTrial } from './trial-store.ts';

interface Props {
  readonly device: DeviceState;
  readonly onClose: () => void;
}

/** Asks before a channel of our own is opened, and stays until it is open or refused. */
export const TrialDialog = ({ device: { device }, onClose }: Props) => {
  const api = useApi();
  const trial = useTrial(device.id);
  const [service, choose] = useState(trialServices[0] ?? '');
  const [isAsked, setAsked] = useState(false);
  const isOpening = isAsked && trial?.outcome === null;
  const fault = isAsked && trial?.outcome?.ok === false ? trial.outcome.fault : null;
  const leave = (): void => {
    if (isOpening) void api.trial.end({ deviceId: device.id });
    else onClose();
  };
  const onStart = (): void => {
    setAsked(true);
    void startTrial(api, device.id, service);
  };
  const refusal = fault === null ? null : faultWords(fault);
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, data) => !data.open && leave()}>
      <DialogSurface className="close-dialog">
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent>
            <p>{device.name}</p>
            {refusal !== null && (
              <p role="alert">
                {trial?.service}: {refusal.title}. {refusal.meaning}
              </p>
            )}
            {isOpening ? (
              <p role="status">{words.opening}</p>
            ) : (
              <TrialQuestion service={service} onChoose={choose} />
            )}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabledFocusable={isOpening} onClick={onStart}>
              {words.start}
            </Button>
            <Button onClick={leave}>{isOpening ? words.end : words.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
