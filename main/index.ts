import {
  app,
  BrowserWindow,
  clipboard,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  session as electronSession,
} from 'electron';
import { join } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import { faultWords } from '#app/words/faults.ts';
import { realClock } from '#native';
import type { Dot4Driver } from '#native';
import { auditPath, createAuditTrail } from './audit/audit-trail.ts';
import { watchTrail } from './audit/watch-trail.ts';
import { dataFolder } from './data-folder.ts';
import { chooseDriver } from './window/choose-driver.ts';
import { chooseFileWith } from './window/choose-file.ts';
import { createHandlers } from './ipc/handlers.ts';
import type { WindowActions } from './ipc/handlers.ts';
import { listen } from './ipc/listen.ts';
import { createRouter } from './ipc/router.ts';
import type { Router } from './ipc/router.ts';
import { createLog } from './log.ts';
import { appHost, appPage, appScheme, serveApp } from './security/app-protocol.ts';
import { lockSession, lockWebContents } from './security/lockdown.ts';
import type { Services } from './services.ts';
import { followPower } from './session/follow-power.ts';
import { createSessionHost } from './session/session-host.ts';
import type { Chosen } from './session/session-host.ts';
import { openSettings } from './settings/settings-store.ts';
import { parseStartOptions } from './start-options.ts';
import type { StartOptions } from './start-options.ts';
import { showApplicationMenu } from './window/application-menu.ts';
import { openMainWindow } from './window/main-window.ts';
import type { MainWindow } from './window/main-window.ts';
import { quitCleanly } from './window/quit.ts';
import { restartAsAdministrator } from './window/restart-as-administrator.ts';
import { runOnce } from './window/run-once.ts';

const folder = dataFolder();
const log = createLog(join(folder, 'unjam.log'));

// Only electron-vite's dev server sets this, and only a development build looks at it.
const devPage = import.meta.env.DEV ? process.env['ELECTRON_RENDERER_URL'] : undefined;
const page = devPage ?? appPage;

const isAllowedRequest = (url: string): boolean => {
  const { protocol: scheme, host } = new URL(url);
  if (scheme === 'devtools:') return !app.isPackaged;
  if (devPage !== undefined && host === new URL(devPage).host) return true;
  return scheme === `${appScheme}:` && host === appHost;
};

const start = async (options: StartOptions): Promise<void> => {
  await app.whenReady();
  lockSession(electronSession.defaultSession, isAllowedRequest, log);
  protocol.handle(appScheme, serveApp(join(import.meta.dirname, '../renderer')));

  const chosen = await chooseDriver(options);
  if (!chosen.ok) return endWith(2, faultText(chosen.fault));

  let opened: MainWindow | null = null;
  const trailOf = (kind: Dot4Driver['kind']): string => auditPath(folder, kind === 'simulator');
  // kept for the whole run: what one of them could not write yet outlives a change of the driver
  const trails = {
    windows: createAuditTrail(trailOf('windows')),
    simulator: createAuditTrail(trailOf('simulator')),
  };
  const host = createSessionHost(
    {
      auditOf: ({ kind }) => trails[kind],
      dataFolder: folder,
      program: 'window',
      publish: (delta) => opened?.send('session.delta', delta),
      onRequests: (deviceId) => opened?.send('device.requestsGrew', { deviceId }),
      onReplaced: (services) => {
        stopWatching();
        stopWatching = watchHostTrail();
        route = routerFor(services);
      },
      log,
    },
    chosen.value,
  );
  // A picture is the same whatever somebody has set.
  const settingsPath = options.screenshot === null ? join(folder, 'settings.json') : null;
  const settings = openSettings(settingsPath, realClock, (fault) =>
    host.services.session.dispatch({ type: 'notice', at: realClock.now(), fault }),
  );
  const watchHostTrail = (): (() => void) =>
    watchTrail(trailOf(host.driver.kind), () => opened?.send('audit.changed', undefined));
  let stopWatching = watchHostTrail();
  followPower(powerMonitor, host, (error) => log.error(`suspend: ${String(error)}`));
  const { theme, rateMs } = settings.get();
  nativeTheme.themeSource = theme;
  host.services.session.dispatch({ type: 'updates-set', updates: { rateMs, isPaused: false } });
  quitCleanly(
    app,
    {
      close: async () => {
        for (const open of BrowserWindow.getAllWindows()) open.hide();
        stopWatching();
        settings.flush();
        await host.close();
        for (const flushed of await Promise.all([trails.windows.flush(), trails.simulator.flush()])) {
          if (!flushed.ok) log.error(faultWords(flushed.fault).meaning);
        }
      },
      recordOpen: () => host.recordOpen(),
    },
    log,
  );
  // what the window kept back tells itself when it goes: a word just typed, a view just saved
  app.on('will-quit', () => settings.flush());

  const menu = showApplicationMenu((id) => opened?.send('window.command', { id }), devPage !== undefined);
  const open = (asked: StartOptions) => async (): Promise<Chosen> => {
    const next = await chooseDriver(asked);
    if (!next.ok) throw new Error(faultText(next.fault));
    return next.value;
  };
  const actions: Omit<WindowActions, 'auditPath'> = {
    ready: () => {
      if (opened !== null) runOnce(opened.window, options, host.services, log);
    },
    practise: (scenario) => host.replace(open({ ...options, scenario })),
    leavePractice: () => host.replace(open({ ...options, scenario: null })),
    restartAsAdministrator,
    settings: () => settings.get(),
    changeSettings: (change) => {
      settings.change(change);
      nativeTheme.themeSource = settings.get().theme;
    },
    showCommandStates: (states) => menu.showStates(states),
    copyText: (text) => void clipboard.writeText(text),
    chooseFile: chooseFileWith(
      () => opened?.window ?? null,
      () => app.getPath('documents'),
    ),
  };
  const routerFor = (services: Services): Router => {
    const handlers = createHandlers(services, { ...actions, auditPath: trailOf(host.driver.kind) });
    return createRouter(handlers, {
      trustedWindow: () => opened?.trusted() ?? null,
      log,
      flush: () => services.publisher.flush(),
      checksAnswers: import.meta.env.DEV,
    });
  };
  let route = routerFor(host.services);
  listen((sender, call, payload) => route(sender, call, payload));
  const workAreas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
  opened = openMainWindow(join(import.meta.dirname, '../preload/index.cjs'), page, settings, workAreas, log);
  const { window } = opened;
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
};

const faultText = (fault: Fault): string => {
  const { title, meaning } = faultWords(fault);
  return `${title}: ${meaning}`;
};

const endWith = (code: number, text: string): void => {
  process.stderr.write(`${text}\n`);
  app.exit(code);
};

app.setPath('userData', join(folder, 'window'));
protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true } }]);
lockWebContents(log);

const options = parseStartOptions(process.argv.slice(1), process.cwd());
// SECURITY: every renderer is sandboxed. Only --no-sandbox, which root needs, turns it off – and devices with it.
if (!(options.ok && options.value.sandboxOff)) app.enableSandbox();
if (!options.ok) {
  endWith(2, faultText(options.fault));
} else if (options.value.screenshot === null && !app.requestSingleInstanceLock()) {
  endWith(0, 'Unjam is open already: its window comes to the front.');
} else {
  start(options.value).catch((error: unknown) => {
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    app.exit(1);
  });
}
