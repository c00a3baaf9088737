import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { DeviceState } from '#app/session/state.ts';
import { calibrationPlan, calibrationWords as words } from '#app/words/calibration.ts';
import { driverWords } from '#app/words/window.ts';
import { useDeviceName } from '../state/session-store.ts';
import { DialogFrame } from '../ui/DialogFrame.tsx';
import { FaultText } from '../ui/FaultText.tsx';
import { focusLeave } from '../ui/focus.ts';
import { Unmasked } from '../ui/Foreign.tsx';
import { MeasureReport } from './MeasureReport.tsx';
import { ReportButtons, HandedReport } from './ReportButtons.tsx';
import type { Handed } from './ReportButtons.tsx';
import { useDialogOperation } from './use-dialog-operation.ts';

interface Props {
  readonly device: DeviceState;
  readonly onClose: () => void;
}

/** Says what measuring does and what may go wrong, then how far it is, then what it found. */
export const MeasureDialog = ({ device, onClose }: Props) => {
  const { id: deviceId } = device.device;
  const name = useDeviceName(deviceId);
  const [handed, setHanded] = useState<Handed | null>(null);
  const { operation, isRunning, refusal, start, leave, canLeave } = useDialogOperation(
    'measure',
    deviceId,
    onClose,
  );
  const onStart = (): void => {
    focusLeave();
    void start({ kind: 'measure', deviceId });
  };
  return (
    <DialogFrame
      kind="question"
      title={calibrationPlan.title}
      actions={
        <>
          {operation === null && (
            <Button appearance="primary" onClick={onStart}>
              {words.start}
            </Button>
          )}
          {operation?.outcome?.kind === 'done' && (
            <ReportButtons
              deviceId={deviceId}
              report={operation.outcome.report.report}
              onHanded={setHanded}
            />
          )}
        </>
      }
      leaveLabel={isRunning ? words.stop : operation === null ? words.cancel : words.close}
      canLeave={canLeave}
      onLeave={leave}
    >
      <p>
        <Unmasked text={words.whose(name, driverWords(device))} of={[name, device]} />
      </p>
      {refusal !== null && <FaultText fault={refusal} />}
      <MeasureReport operation={operation} />
      {handed !== null && <HandedReport handed={handed} />}
    </DialogFrame>
  );
};
