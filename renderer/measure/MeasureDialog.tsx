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
import { calibrationPlan, calibrationWords as words } from '#app/words/calibration.ts';
import { driverWords } from '#app/words/window.ts';
import { focusMeasureLeave, measureLeaveId } from '../commands/focus.ts';
import { ReportButtons, SavedReport } from './ReportButtons.tsx';
import type { Saved } from './ReportButtons.tsx';
import { MeasureReport } from './MeasureReport.tsx';
import { useMeasurement } from './use-measurement.ts';

interface Props {
  readonly device: DeviceState;
  readonly onClose: () => void;
}

/** Says what measuring does and what may go wrong, then how far it is, then what came of it. */
export const MeasureDialog = ({ device, onClose }: Props) => {
  const [saved, setSaved] = useState<Saved | null>(null);
  const { measurement, start, stop } = useMeasurement(device.device.id);
  const isRunning = measurement.kind === 'running';
  const leave = isRunning ? stop : onClose;
  const onStart = (): void => {
    // The button that has the focus goes; the keyboard must not be left outside of the dialog.
    focusMeasureLeave();
    void start();
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, data) => !data.open && leave()}>
      <DialogSurface className="close-dialog">
        <DialogBody>
          <DialogTitle>{calibrationPlan.title}</DialogTitle>
          <DialogContent>
            <p>{words.whose(device.device.name, driverWords(device))}</p>
            <MeasureReport measurement={measurement} />
            {saved !== null && <SavedReport saved={saved} />}
          </DialogContent>
          <DialogActions>
            {measurement.kind === 'not-asked' && (
              <Button appearance="primary" onClick={onStart}>
                {words.start}
              </Button>
            )}
            {measurement.kind === 'done' && (
              <ReportButtons
                deviceId={device.device.id}
                report={measurement.calibration.report}
                onSaved={setSaved}
              />
            )}
            <Button
              id={measureLeaveId}
              disabledFocusable={isRunning && measurement.isStopping}
              onClick={leave}
            >
              {isRunning ? words.stop : measurement.kind === 'not-asked' ? words.cancel : words.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
