import { ok } from '#app/result.ts';
import { defaultSettings } from '#app/settings/settings.ts';
import type { WindowActions } from '../ipc/handlers.ts';

/** A window that does nothing but what a test gives it to do. */
export const windowActions = (path: string, actions: Partial<WindowActions> = {}): WindowActions => ({
  ready: () => undefined,
  practise: () => Promise.resolve(),
  leavePractice: () => Promise.resolve(),
  settings: () => defaultSettings,
  changeSettings: () => undefined,
  showCommandStates: () => undefined,
  copyText: () => Promise.resolve(ok(undefined)),
  restartAsAdministrator: () => Promise.resolve(ok(undefined)),
  chooseFile: () => Promise.resolve(null),
  remote: {
    hosts: () => Promise.resolve([]),
    connect: () => Promise.resolve(ok(undefined)),
    disconnect: () => Promise.resolve(),
  },
  ...actions,
  trail: { path, owner: { user: 'ines', computer: 'DESK-7' }, fault: null },
});
