import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { DeviceState } from '#app/session/state.ts';
import { trialServices } from '#app/trial/trial.ts';
import { faultSentence } from '#app/words/faults.ts';
import { operationWords } from '#app/words/operations.ts';
import { trialWords as words } from '#app/words/trial.ts';
import { useDeviceName } from '../state/session-store.ts';
import { DialogFrame } from '../ui/DialogFrame.tsx';
import { FaultText } from '../ui/FaultText.tsx';
import { Unmasked } from '../ui/Foreign.tsx';
import { TrialQuestion } from './TrialQuestion.tsx';
import { useDialogOperation } from './use-dialog-operation.ts';

interface Props {
  readonly device: DeviceState;
  readonly onClose: () => void;
}

/** Asks before a channel of our own is opened, and stays until it is open or refused. */
export const TrialDialog = ({ device, onClose }: Props) => {
  const { id: deviceId } = device.device;
  const name = useDeviceName(deviceId);
  const [service, choose] = useState(trialServices[0] ?? '');
  const { operation, isRunning, refusal, start, leave, canLeave } = useDialogOperation(
    'trial',
    deviceId,
    onClose,
  );
  const fault = operation?.outcome?.kind === 'failed' ? faultSentence(operation.outcome.fault) : null;
  return (
    <DialogFrame
      kind="question"
      title={words.title}
      actions={
        <Button
          appearance="primary"
          disabledFocusable={isRunning}
          onClick={() => void start({ kind: 'trial', deviceId, service })}
        >
          {words.start}
        </Button>
      }
      leaveLabel={isRunning ? words.end : words.cancel}
      canLeave={canLeave}
      onLeave={leave}
    >
      <p>
        <Unmasked text={name} of={name} />
      </p>
      {refusal !== null && <FaultText fault={refusal} />}
      {fault !== null && (
        <p role="alert">
          {operation?.service}: {fault}
        </p>
      )}
      {isRunning ? (
        <p role="status">{operation?.stage === 'waiting' ? operationWords.waiting : words.opening}</p>
      ) : (
        <TrialQuestion service={service} onChoose={choose} />
      )}
    </DialogFrame>
  );
};
