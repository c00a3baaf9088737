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
import { whyNoChannelProbe } from '#app/probe/permissions.ts';
import type { DeviceState } from '#app/session/state.ts';
import { calibrationWords } from '#app/words/calibration.ts';
import { probeForbiddenWords, probePlan, probeWords as words } from '#app/words/probe.ts';
import { driverWords } from '#app/words/window.ts';
import { focusProbeLeave, probeLeaveId } from '../ui/focus.ts';
import { Unmasked } from '../ui/Foreign.tsx';
import { FaultText } from '../ui/FaultText.tsx';
import { useDialogOperation } from './use-dialog-operation.ts';
import { useDeviceName } from '../state/session-store.ts';
import { ProbePlan, ProbeProgress } from './ProbeProgress.tsx';

interface Props {
  readonly device: DeviceState;
  readonly onClose: () => void;
}

/** Two steps, each of which says first what it does and is agreed to alone: known? and, more intrusive, in use? */
export const ProbeDialog = ({ device, onClose }: Props) => {
  const { id: deviceId } = device.device;
  const name = useDeviceName(deviceId);
  const { operation, refusal, start, leave } = useDialogOperation('probe', deviceId);
  const [asksOpen, setAsksOpen] = useState(false);
  const isProbing = operation !== null && isRunning(operation);
  const asks = operation === null || asksOpen;
  const found = !asks && operation.outcome?.kind === 'done';
  const noChannels = whyNoChannelProbe(device.profile);
  const onLeave = (): void => {
    leave();
    if (!isProbing) onClose();
  };
  /** The button that has the focus goes; the keyboard must not be left outside of the dialog. */
  const andKeepFocus = (next: () => void) => (): void => {
    focusProbeLeave();
    next();
  };
  const onStart = andKeepFocus(() => {
    setAsksOpen(false);
    void start({ kind: 'probe', deviceId, open: asksOpen });
  });
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, data) => !data.open && onLeave()}>
      <DialogSurface className="close-dialog">
        <DialogBody>
          <DialogTitle>{asksOpen ? probePlan.open.title : probePlan.title}</DialogTitle>
          <DialogContent>
            <p>
              <Unmasked text={calibrationWords.whose(name, driverWords(device))} of={[name, device]} />
            </p>
            {refusal !== null && <FaultText fault={refusal} />}
            {asks ? <ProbePlan open={asksOpen} /> : <ProbeProgress operation={operation} />}
            {noChannels !== null && found && <p>{probeForbiddenWords(noChannels)}</p>}
          </DialogContent>
          <DialogActions>
            {asks && (
              <Button appearance={asksOpen ? 'secondary' : 'primary'} onClick={onStart}>
                {asksOpen ? words.startOpen : words.start}
              </Button>
            )}
            {found && !operation.open && (
              <Button disabledFocusable={noChannels !== null} onClick={andKeepFocus(() => setAsksOpen(true))}>
                {words.goOn}
              </Button>
            )}
            <Button
              id={probeLeaveId}
              disabledFocusable={isProbing && operation.isCancelled}
              onClick={onLeave}
            >
              {isProbing ? words.stop : asks ? words.cancel : words.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
