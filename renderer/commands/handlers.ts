import type { CommandId } from '#app/commands/command-list.ts';
import type { CommandState } from '#app/commands/command-state.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import type { Theme } from '#app/settings/settings.ts';
import { notOffered as why } from '#app/words/commands.ts';
import { measurableDevice, whyNotMeasurable } from '../measure/measurable.ts';
import { changeSettings, settingsNow } from '../settings/settings-store.ts';
import { viewEvents, viewNow } from '../view/view-store.ts';
import { askToClose, cancelScan, refresh, scan, scanPlanNow, whyNothingToClose } from './commands.ts';
import { copyRows, copyTicket, saveRows } from './copying.ts';
import { focusDetails, focusFilter } from './focus.ts';

interface CommandHandler {
  run(api: WindowApi): void | Promise<void>;
  /** Asked after every change of the session or the view: it must be cheap. */
  state(): CommandState;
}

const enabled: CommandState = { isEnabled: true };
const unless = (because: string | null): CommandState =>
  because === null ? enabled : { isEnabled: false, because };

const scanState = (): CommandState => {
  const { startOn, running, reason } = scanPlanNow();
  if (running.length > 0) return { isEnabled: false, because: why.scanning };
  return startOn.length === 0 ? { isEnabled: false, because: reason } : { isEnabled: true, hint: reason };
};

const saveState = (): CommandState => unless(viewNow().order.length === 0 ? why.noRows : null);

const themeHandler = (theme: Theme): CommandHandler => ({
  run: () => changeSettings({ theme }),
  state: () => ({ isEnabled: true, isMarked: settingsNow().theme === theme }),
});

/** What each command does, and whether it can be given now. */
export const handlers: Readonly<Record<CommandId, CommandHandler>> = {
  refresh: { run: refresh, state: () => enabled },
  'theme-system': themeHandler('system'),
  'theme-light': themeHandler('light'),
  'theme-dark': themeHandler('dark'),
  'focus-filter': { run: focusFilter, state: () => enabled },
  'select-all': {
    run: viewEvents.userSelectedAll,
    state: () => unless(viewNow().order.length === 0 ? why.noRows : null),
  },
  close: { run: askToClose, state: () => unless(whyNothingToClose()) },
  details: {
    run: focusDetails,
    state: () => unless(viewNow().cursor.focused === null ? why.noFocusedRow : null),
  },
  scan: { run: scan, state: scanState },
  'cancel-scan': {
    run: cancelScan,
    state: () => unless(scanPlanNow().running.length === 0 ? why.notScanning : null),
  },
  measure: {
    run: () => {
      const device = measurableDevice();
      if (device !== null) viewEvents.userOpenedDialog({ kind: 'measure', deviceId: device.device.id });
    },
    state: () => unless(whyNotMeasurable()),
  },
  'copy-rows': {
    run: copyRows,
    state: () => unless(viewNow().cursor.selected.size === 0 ? why.nothingSelected : null),
  },
  'copy-ticket': { run: copyTicket, state: () => enabled },
  'save-csv': { run: (api) => saveRows(api, 'csv'), state: saveState },
  'save-json': { run: (api) => saveRows(api, 'json'), state: saveState },
  'save-html': { run: (api) => saveRows(api, 'html'), state: saveState },
  audit: { run: () => viewEvents.userOpenedDialog({ kind: 'audit' }), state: () => enabled },
  shortcuts: { run: () => viewEvents.userOpenedDialog({ kind: 'shortcuts' }), state: () => enabled },
  about: { run: () => viewEvents.userOpenedDialog({ kind: 'about' }), state: () => enabled },
};
