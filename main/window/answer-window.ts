import { app, clipboard, nativeTheme } from 'electron';
import { dirname, join } from 'node:path';
import type { HeldPolicy } from '#app/policy/policy.ts';
import { faultSentence } from '#app/words/faults.ts';
import { asDrawn } from '../ipc/as-drawn.ts';
import type { Drawing } from '../ipc/as-drawn.ts';
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
import { devPage } from './page.ts';
import { restartAsAdministrator } from './restart-as-administrator.ts';
import { runOnce } from './run-once.ts';
import { createShownComputer } from './shown-computer.ts';
import type { ShownComputer } from './shown-computer.ts';
import type { Opened } from './start-program.ts';
import type { WindowSession } from './start-session.ts';

export interface Asked extends Pick<Opened, 'options' | 'settings' | 'mainWindow' | 'answerCalls' | 'log'> {
  readonly policy: HeldPolicy;
  readonly session: WindowSession;
}

const open = async (options: StartOptions, policy: HeldPolicy): Promise<Chosen> => {
  const chosen = await chooseDriver(options, policy);
  if (!chosen.ok) throw new Error(faultSentence(chosen.fault));
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
}: Asked): Omit<WindowActions, 'trail' | 'remote'> => {
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

/** The command line as one file: what is installed, or what a checkout has built. */
const programToCopy = (): string =>
  app.isPackaged ? join(dirname(process.execPath), 'unjam.exe') : join(app.getAppPath(), 'out/cli/unjam.mjs');

/** Answers the calls of the window, with the services that run now or those of another computer. */
export const answerWindow = (asked: Asked): ShownComputer => {
  const { mainWindow, answerCalls, session, log } = asked;
  const { host } = session;
  const actions = actionsFor(asked);
  const computer = createShownComputer({
    host,
    mainWindow,
    version: app.getVersion(),
    programToCopy: programToCopy(),
    trailOf: (kind) => session.trailOf(kind),
    settings: actions,
    log,
  });
  const drawing: Drawing = { epoch: null };
  const routersFor = (services: Services): Record<'here' | 'there', Router> => {
    const here = createHandlers(services, { ...actions, remote: computer, trail: session.trail() });
    const options = { trustedWindow: mainWindow.trusted, log, checksAnswers: import.meta.env.DEV };
    return {
      here: createRouter(
        asDrawn(here, drawing, () => services.publisher.epoch),
        { ...options, flush: () => services.publisher.flush() },
      ),
      there: createRouter(
        asDrawn(computer.handlers(here, actions), drawing, () => computer.epoch()),
        { ...options, flush: () => undefined },
      ),
    };
  };
  let routers = routersFor(host.services);
  host.onReplaced((services) => (routers = routersFor(services)));
  answerCalls((sender, call, payload) =>
    routers[computer.isRemote ? 'there' : 'here'](sender, call, payload),
  );
  return computer;
};
