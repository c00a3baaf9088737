import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { DeviceState } from '#app/session/state.ts';
import { calibrationPlan, calibrationWords as words } from '#app/words/calibration.ts';
import { driverWords } from '#app/words/window.ts';
import { useApi } from '../api.ts';
import { focusMeasureLeave, measureLeaveId } from '../commands/focus.ts';
import { MeasureReport } from './MeasureReport.tsx';
import { useMeasurement } from './use-measurement.ts';

interface Props {
  readonly device: DeviceState;
  readonly onClose: () => void;
}

/** Says what measuring does and what may go wrong, then how far it is, then what came of it. */
export const MeasureDialog = ({ device, onClose }: Props) => {
  const api = useApi();
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
          </DialogContent>
          <DialogActions>
            {measurement.kind === 'not-asked' && (
              <Button appearance="primary" onClick={onStart}>
                {words.start}
              </Button>
            )}
            {measurement.kind === 'done' && (
              <Button
                onClick={() =>
                  void api.window.copyText({ text: JSON.stringify(measurement.calibration.report, null, 2) })
                }
              >
                {words.copyReport}
              </Button>
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
