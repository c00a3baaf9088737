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
import { isRunning } from '#app/operations/operation.ts';
import type { DeviceState } from '#app/session/state.ts';
import { calibrationPlan, calibrationWords as words } from '#app/words/calibration.ts';
import { driverWords } from '#app/words/window.ts';
import { focusMeasureLeave, measureLeaveId } from '../ui/focus.ts';
import { Unmasked } from '../ui/Foreign.tsx';
import { FaultText } from '../ui/FaultText.tsx';
import { useDialogOperation } from './use-dialog-operation.ts';
import { useDeviceName } from '../state/session-store.ts';
import { ReportButtons, HandedReport } from './ReportButtons.tsx';
import type { Handed } from './ReportButtons.tsx';
import { MeasureReport } from './MeasureReport.tsx';

interface Props {
  readonly device: DeviceState;
  readonly onClose: () => void;
}

/** Says what measuring does and what may go wrong, then how far it is, then what it found. */
export const MeasureDialog = ({ device, onClose }: Props) => {
  const { id: deviceId } = device.device;
  const name = useDeviceName(deviceId);
  const [handed, setHanded] = useState<Handed | null>(null);
  const { operation, refusal, start, leave } = useDialogOperation('measure', deviceId);
  const isMeasuring = operation !== null && isRunning(operation);
  const onLeave = (): void => {
    leave();
    if (!isMeasuring) onClose();
  };
  const onStart = (): void => {
    // The button that has the focus goes; the keyboard must not be left outside of the dialog.
    focusMeasureLeave();
    void start({ kind: 'measure', deviceId });
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, data) => !data.open && onLeave()}>
      <DialogSurface className="close-dialog">
        <DialogBody>
          <DialogTitle>{calibrationPlan.title}</DialogTitle>
          <DialogContent>
            <p>
              <Unmasked text={words.whose(name, driverWords(device))} of={[name, device]} />
            </p>
            {refusal !== null && <FaultText fault={refusal} />}
            <MeasureReport operation={operation} />
            {handed !== null && <HandedReport handed={handed} />}
          </DialogContent>
          <DialogActions>
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
            <Button
              id={measureLeaveId}
              disabledFocusable={isMeasuring && operation.isCancelled}
              onClick={onLeave}
            >
              {isMeasuring ? words.stop : operation === null ? words.cancel : words.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
