import { AboutDialog } from './AboutDialog.tsx';
import { AuditDialog } from '../audit/AuditDialog.tsx';
import { MeasureDialog } from '../operations/MeasureDialog.tsx';
import { ProbeDialog } from '../operations/ProbeDialog.tsx';
import { useDevices } from '../state/session-store.ts';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { TrialDialog } from '../operations/TrialDialog.tsx';
import { useDialog, viewEvents } from '../state/view-store.ts';

const leave = (): void => viewEvents.userLeftDialog();

/** The dialog that a command opened, if one is open. */
export const CommandDialog = () => {
  const dialog = useDialog();
  const devices = useDevices();
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'measure': {
      const device = devices[dialog.deviceId];
      return device === undefined ? null : <MeasureDialog device={device} onClose={leave} />;
    }
    case 'trial': {
      const device = devices[dialog.deviceId];
      return device === undefined ? null : <TrialDialog device={device} onClose={leave} />;
    }
    case 'audit':
      return <AuditDialog onClose={leave} />;
    case 'probe': {
      const device = devices[dialog.deviceId];
      return device === undefined ? null : <ProbeDialog device={device} onClose={leave} />;
    }
    case 'shortcuts':
      return <ShortcutsDialog onClose={leave} />;
    case 'about':
      return <AboutDialog onClose={leave} />;
  }
};
