import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { whyNoChannelProbe } from '#app/probe/permissions.ts';
import type { DeviceState } from '#app/session/state.ts';
import { calibrationWords } from '#app/words/calibration.ts';
import { probeForbiddenWords, probePlan, probeWords as words } from '#app/words/probe.ts';
import { driverWords } from '#app/words/window.ts';
import { useDeviceName } from '../state/session-store.ts';
import { DialogFrame } from '../ui/DialogFrame.tsx';
import { FaultText } from '../ui/FaultText.tsx';
import { focusLeave } from '../ui/focus.ts';
import { Unmasked } from '../ui/Foreign.tsx';
import { ProbePlan, ProbeProgress } from './ProbeProgress.tsx';
import { useDialogOperation } from './use-dialog-operation.ts';

interface Props {
  readonly device: DeviceState;
  readonly onClose: () => void;
}

/** Two steps, each of which says first what it does and is agreed to alone: known? and, more intrusive, in use? */
export const ProbeDialog = ({ device, onClose }: Props) => {
  const { id: deviceId } = device.device;
  const name = useDeviceName(deviceId);
  const { operation, isRunning, refusal, start, leave, canLeave } = useDialogOperation(
    'probe',
    deviceId,
    onClose,
  );
  const [asksOpen, setAsksOpen] = useState(false);
  const asks = operation === null || asksOpen;
  const found = !asks && operation.outcome?.kind === 'done';
  const noChannels = whyNoChannelProbe(device.profile);
  const onStart = (): void => {
    focusLeave();
    setAsksOpen(false);
    void start({ kind: 'probe', deviceId, open: asksOpen });
  };
  const onGoOn = (): void => {
    focusLeave();
    setAsksOpen(true);
  };
  return (
    <DialogFrame
      kind="question"
      title={asksOpen ? probePlan.open.title : probePlan.title}
      actions={
        <>
          {asks && (
            <Button appearance={asksOpen ? 'secondary' : 'primary'} onClick={onStart}>
              {asksOpen ? words.startOpen : words.start}
            </Button>
          )}
          {found && !operation.open && (
            <Button disabledFocusable={noChannels !== null} onClick={onGoOn}>
              {words.goOn}
            </Button>
          )}
        </>
      }
      leaveLabel={isRunning ? words.stop : asks ? words.cancel : words.close}
      canLeave={canLeave}
      onLeave={leave}
    >
      <p>
        <Unmasked text={calibrationWords.whose(name, driverWords(device))} of={[name, device]} />
      </p>
      {refusal !== null && <FaultText fault={refusal} />}
      {asks ? <ProbePlan open={asksOpen} /> : <ProbeProgress operation={operation} />}
      {noChannels !== null && found && <p>{probeForbiddenWords(noChannels)}</p>}
    </DialogFrame>
  );
};
