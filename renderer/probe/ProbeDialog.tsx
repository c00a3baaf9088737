import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { whyNoChannelProbe } from '#app/probe/permissions.ts';
import type { DeviceState } from '#app/session/state.ts';
import { calibrationWords } from '#app/words/calibration.ts';
import { probeForbiddenWords, probePlan, probeWords as words } from '#app/words/probe.ts';
import { driverWords } from '#app/words/window.ts';
import { focusProbeLeave, probeLeaveId } from '../commands/focus.ts';
import { ProbeProgress } from './ProbeProgress.tsx';
import { useProbe } from './use-probe.ts';

interface Props {
  readonly device: DeviceState;
  readonly onClose: () => void;
}

/** Two steps, each of which says first what it does and is agreed to alone: known? and, more intrusive, in use? */
export const ProbeDialog = ({ device, onClose }: Props) => {
  const { probe, start, askForChannels, stop } = useProbe(device.device.id);
  const isRunning = probe.kind === 'running';
  const leave = isRunning ? stop : onClose;
  const noChannels = whyNoChannelProbe(device.profile);
  const asksOpen = probe.kind === 'not-asked' && probe.open;
  /** The button that has the focus goes; the keyboard must not be left outside of the dialog. */
  const andKeepFocus = (next: () => void) => (): void => {
    focusProbeLeave();
    next();
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, data) => !data.open && leave()}>
      <DialogSurface className="close-dialog">
        <DialogBody>
          <DialogTitle>{asksOpen ? probePlan.open.title : probePlan.title}</DialogTitle>
          <DialogContent>
            <p>{calibrationWords.whose(device.device.name, driverWords(device))}</p>
            <ProbeProgress probe={probe} />
            {noChannels !== null && probe.kind === 'done' && <p>{probeForbiddenWords(noChannels)}</p>}
          </DialogContent>
          <DialogActions>
            {probe.kind === 'not-asked' && (
              <Button
                appearance={asksOpen ? 'secondary' : 'primary'}
                onClick={andKeepFocus(() => void start(probe.open))}
              >
                {asksOpen ? words.startOpen : words.start}
              </Button>
            )}
            {probe.kind === 'done' && !probe.open && (
              <Button disabledFocusable={noChannels !== null} onClick={andKeepFocus(askForChannels)}>
                {words.goOn}
              </Button>
            )}
            <Button id={probeLeaveId} disabledFocusable={isRunning && probe.isStopping} onClick={leave}>
              {isRunning ? words.stop : probe.kind === 'not-asked' ? words.cancel : words.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
