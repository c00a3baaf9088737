import { AuditDialog } from '../audit/AuditDialog.tsx';
import { MeasureDialog } from '../operations/MeasureDialog.tsx';
import { ProbeDialog } from '../operations/ProbeDialog.tsx';
import { TrialDialog } from '../operations/TrialDialog.tsx';
import { useDevice } from '../state/session-store.ts';
import { useDialog, viewEvents } from '../state/view-store.ts';
import { AboutDialog } from './AboutDialog.tsx';
import { ConnectDialog } from './ConnectDialog.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { ThresholdsDialog } from './ThresholdsDialog.tsx';

const ofDevice = { measure: MeasureDialog, probe: ProbeDialog, trial: TrialDialog };
const ofWindow = {
  audit: AuditDialog,
  shortcuts: ShortcutsDialog,
  thresholds: ThresholdsDialog,
  connect: ConnectDialog,
  about: AboutDialog,
};

const leave = (): void => viewEvents.userLeftDialog();

/** The dialog that a command opened, if one is open. */
export const CommandDialog = () => {
  const dialog = useDialog();
  const device = useDevice(dialog !== null && 'deviceId' in dialog ? dialog.deviceId : null);
  if (dialog === null) return null;
  if ('deviceId' in dialog) {
    const OfDevice = ofDevice[dialog.kind];
    return device === null ? null : <OfDevice device={device} onClose={leave} />;
  }
  const OfWindow = ofWindow[dialog.kind];
  return <OfWindow onClose={leave} />;
};
