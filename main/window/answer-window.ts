import { app, clipboard, nativeTheme } from 'electron';
import type { HeldPolicy } from '#app/policy/policy.ts';
import { createHandlers } from '../ipc/handlers.ts';
import type { WindowActions } from '../ipc/handlers.ts';
import { createRouter } from '../ipc/router.ts';
import type { Router } from '../ipc/router.ts';
import type { Services } from '../services.ts';
import type { Chosen } from '../session/session-host.ts';
import type { StartOptions } from '../start-options.ts';
import { showApplicationMenu } from './application-menu.ts';
import { chooseDriver } from './choose-driver.ts';
import { chooseFileWith } from './choose-file.ts';
import { copyTo } from './copy-text.ts';
import { faultText } from './end-with.ts';
import { devPage } from './page.ts';
import { restartAsAdministrator } from './restart-as-administrator.ts';
import { runOnce } from './run-once.ts';
import type { Opened } from './start-program.ts';
import type { WindowSession } from './start-session.ts';

export interface Asked extends Pick<Opened, 'options' | 'settings' | 'mainWindow' | 'answerCalls' | 'log'> {
  readonly policy: HeldPolicy;
  readonly session: WindowSession;
}

const open = async (options: StartOptions, policy: HeldPolicy): Promise<Chosen> => {
  const chosen = await chooseDriver(options, policy);
  if (!chosen.ok) throw new Error(faultText(chosen.fault));
  return chosen.value;
};

/** Shows the menu, and says what main does for the window besides its services. */
const actionsFor = ({
  options,
  policy,
  mainWindow,
  session: { host },
  settings: { store: settings },
  log,
}: Asked): Omit<WindowActions, 'trail'> => {
  const menu = showApplicationMenu((id) => mainWindow.send('window.command', { id }), devPage !== undefined);
  return {
    ready: () => {
      const window = mainWindow.now();
      if (window !== null) runOnce(window, options, host.services, log);
    },
    practise: (scenario) => host.replace(() => open({ ...options, scenario }, policy)),
    leavePractice: () => host.replace(() => open({ ...options, scenario: null }, policy)),
    restartAsAdministrator: () => restartAsAdministrator(options, mainWindow.now()),
    settings: () => settings.get(),
    changeSettings: (change) => {
      settings.change(change);
      nativeTheme.themeSource = settings.get().theme;
    },
    showCommandStates: (states) => menu.showStates(states),
    copyText: copyTo(clipboard),
    chooseFile: chooseFileWith(mainWindow.now, () => app.getPath('documents')),
  };
};

/** Answers the calls of the window, with the services that run now. */
export const answerWindow = (asked: Asked): void => {
  const { mainWindow, answerCalls, session, log } = asked;
  const { host } = session;
  const actions = actionsFor(asked);
  const routerFor = (services: Services): Router =>
    createRouter(createHandlers(services, { ...actions, trail: session.trail() }), {
      trustedWindow: mainWindow.trusted,
      log,
      flush: () => services.publisher.flush(),
      checksAnswers: import.meta.env.DEV,
    });
  answerCalls(routerFor(host.services));
  host.onReplaced((services) => answerCalls(routerFor(services)));
};
