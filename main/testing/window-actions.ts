import { ok } from '#app/result.ts';
import { defaultSettings } from '#app/settings/settings.ts';
import type { WindowActions } from '../ipc/handlers.ts';

/** A window that does nothing but what a test gives it to do. */
export const windowActions = (auditPath: string, actions: Partial<WindowActions> = {}): WindowActions => ({
  ready: () => undefined,
  settings: () => defaultSettings,
  changeSettings: () => undefined,
  showCommandStates: () => undefined,
  copyText: () => undefined,
  restartAsAdministrator: () => Promise.resolve(ok(undefined)),
  chooseFile: () => Promise.resolve(null),
  ...actions,
  auditPath,
});
