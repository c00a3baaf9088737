import { AboutDialog } from '../about/AboutDialog.tsx';
import { AuditDialog } from '../audit/AuditDialog.tsx';
import { MeasureDialog } from '../measure/MeasureDialog.tsx';
import { useDevices } from '../session/session-store.ts';
import { ShortcutsDialog } from '../shortcuts/ShortcutsDialog.tsx';
import { useDialog, viewEvents } from '../view/view-store.ts';

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
    case 'audit':
      return <AuditDialog onClose={leave} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={leave} />;
    case 'about':
      return <AboutDialog onClose={leave} />;
  }
};
