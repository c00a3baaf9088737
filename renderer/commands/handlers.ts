import type { CommandId } from '#app/commands/command-list.ts';
import type { CommandState } from '#app/commands/command-state.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import { forEachScenario } from '#app/practice/scenarios.ts';
import type { Rate, Theme } from '#app/settings/settings.ts';
import { askingWords } from '#app/words/asking.ts';
import { measureAgainWords } from '#app/words/calibration.ts';
import { notOffered as why } from '#app/words/commands.ts';
import { findWords } from '#app/words/find.ts';
import { remoteWords } from '#app/words/remote.ts';
import { presentDevices } from '../state/devices.ts';
import { sessionNow } from '../state/session-store.ts';
import { changeSettings, settingsNow } from '../state/settings-store.ts';
import { tableEvents } from '../state/table-store.ts';
import { showFault, viewEvents, viewNow } from '../state/view-store.ts';
import { focusDetails, focusFilter } from '../ui/focus.ts';
import { momentOf } from '../ui/times.ts';
import { commandDevice, whyNotProbed, whyNotTried } from './command-device.ts';
import {
  askToClose,
  cancelScan,
  findStuck,
  refresh,
  scan,
  scanPlanNow,
  setUpdates,
  updatesNow,
  whyNothingToClose,
} from './commands.ts';
import { disconnect, remoteNow, whyNotDisconnect } from './computer.ts';
import { leavePractice, practise, scenarioNow, whyNotLeavePractice } from './practice.ts';

interface CommandHandler {
  run(api: WindowApi): void | Promise<void>;
  /** Asked after every change of the session or the view: it must be cheap. */
  state(): CommandState;
}

/** Read when it is used: no start needs a ticket. */
const copying = () => import('./copying.ts');

const enabled: CommandState = { isEnabled: true };
const unless = (because: string | null): CommandState =>
  because === null ? enabled : { isEnabled: false, because };

const scanState = (): CommandState => {
  const { startOn, running, reason } = scanPlanNow();
  if (running.length > 0) return { isEnabled: false, because: why.scanning };
  return startOn.length === 0 ? { isEnabled: false, because: reason } : { isEnabled: true, hint: reason };
};

const saveState = (): CommandState => unless(viewNow().order.length === 0 ? why.noRows : null);
/** Opens a dialog about the device that a command means. */
const openFor = (kind: 'measure' | 'probe' | 'trial'): void => {
  const device = commandDevice();
  if (typeof device !== 'string') viewEvents.userOpenedDialog({ kind, deviceId: device.device.id });
};

const measureState = (): CommandState => {
  const device = commandDevice();
  if (typeof device === 'string') return unless(device);
  return { isEnabled: true, ...measureAgainWords(device.profile, momentOf) };
};

/** Why Unjam cannot be started again with more rights; null: it can. */
const whyNotRestarted = (): string | null => {
  const environment = sessionNow()?.environment;
  if (remoteNow() !== null) return remoteWords.stillConnected;
  if (environment === undefined || environment.mode === 'simulator') return why.simulatedRestart;
  if (environment.platform !== 'win32') return why.notOnWindows;
  return environment.elevated === true ? why.elevated : null;
};

const closeState = (): CommandState => {
  const because = whyNothingToClose();
  if (because !== null) return { isEnabled: false, because };
  const { label, hint } = askingWords;
  return settingsNow().dontAskAgain ? { isEnabled: true, label, hint } : enabled;
};

const themeHandler = (theme: Theme): CommandHandler => ({
  run: () => changeSettings({ theme }),
  state: () => ({ isEnabled: true, isMarked: settingsNow().theme === theme }),
});

/** Choosing a rate goes on, too: who chooses how often wants to see it. */
const rateHandler = (rateMs: Rate): CommandHandler => ({
  run: (api) => setUpdates(api, { rateMs, isPaused: false }),
  state: () => ({ isEnabled: true, isMarked: updatesNow().rateMs === rateMs }),
});

/** What each command does, and whether it can be given now. */
export const handlers: Readonly<Record<CommandId, CommandHandler>> = {
  refresh: { run: refresh, state: () => enabled },
  pause: {
    run: (api) => setUpdates(api, { isPaused: !updatesNow().isPaused }),
    state: () => ({ isEnabled: true, isMarked: updatesNow().isPaused }),
  },
  'rate-500': rateHandler(500),
  'rate-1000': rateHandler(1_000),
  'rate-2000': rateHandler(2_000),
  'rate-5000': rateHandler(5_000),
  'rate-10000': rateHandler(10_000),
  'theme-system': themeHandler('system'),
  'theme-light': themeHandler('light'),
  'theme-dark': themeHandler('dark'),
  'focus-filter': { run: focusFilter, state: () => enabled },
  'clear-filter': {
    run: () => viewEvents.userTypedFilter(''),
    state: () => unless(viewNow().filter === '' ? why.noFilter : null),
  },
  'ask-before-closing': {
    run: () => changeSettings({ dontAskAgain: !settingsNow().dontAskAgain }),
    state: () => ({ isEnabled: true, isMarked: !settingsNow().dontAskAgain }),
  },
  thresholds: { run: () => viewEvents.userOpenedDialog({ kind: 'thresholds' }), state: () => enabled },
  'choose-columns': { run: () => tableEvents.userOpened({ kind: 'columns' }), state: () => enabled },
  'save-view': { run: () => tableEvents.userOpened({ kind: 'save-view' }), state: () => enabled },
  'manage-views': { run: () => tableEvents.userOpened({ kind: 'views' }), state: () => enabled },
  'select-all': {
    run: viewEvents.userSelectedAll,
    state: () => unless(viewNow().order.length === 0 ? why.noRows : null),
  },
  close: { run: askToClose, state: closeState },
  details: {
    run: focusDetails,
    state: () => unless(viewNow().cursor.focused === null ? why.noFocusedRow : null),
  },
  'find-stuck': {
    run: findStuck,
    state: () => unless(presentDevices(sessionNow()?.devices ?? {}).length === 0 ? findWords.noDevice : null),
  },
  scan: { run: scan, state: scanState },
  'cancel-scan': {
    run: cancelScan,
    state: () => unless(scanPlanNow().running.length === 0 ? why.notScanning : null),
  },
  measure: { run: () => openFor('measure'), state: measureState },
  'probe-services': { run: () => openFor('probe'), state: () => unless(whyNotProbed()) },
  'try-channel': { run: () => openFor('trial'), state: () => unless(whyNotTried()) },
  'copy-rows': {
    run: async (api) => (await copying()).copyRows(api),
    state: () => unless(viewNow().cursor.selected.size === 0 ? why.nothingSelected : null),
  },
  'copy-ticket': { run: async (api) => (await copying()).copyTicket(api), state: () => enabled },
  'save-csv': { run: async (api) => (await copying()).saveRows(api, 'csv'), state: saveState },
  'save-json': { run: async (api) => (await copying()).saveRows(api, 'json'), state: saveState },
  'save-html': { run: async (api) => (await copying()).saveRows(api, 'html'), state: saveState },
  audit: { run: () => viewEvents.userOpenedDialog({ kind: 'audit' }), state: () => enabled },
  ...forEachScenario((scenario): CommandHandler => ({
    run: (api) => practise(api, scenario),
    state: () => ({ isEnabled: true, isMarked: scenarioNow() === scenario }),
  })),
  'leave-practice': { run: leavePractice, state: () => unless(whyNotLeavePractice()) },
  'connect-computer': {
    run: () => viewEvents.userOpenedDialog({ kind: 'connect' }),
    state: () => enabled,
  },
  'disconnect-computer': { run: disconnect, state: () => unless(whyNotDisconnect()) },
  shortcuts: { run: () => viewEvents.userOpenedDialog({ kind: 'shortcuts' }), state: () => enabled },
  'restart-as-administrator': {
    run: async (api) => showFault(await api.window.restartAsAdministrator()),
    state: () => unless(whyNotRestarted()),
  },
  about: { run: () => viewEvents.userOpenedDialog({ kind: 'about' }), state: () => enabled },
};
