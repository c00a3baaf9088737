import { app, dialog, powerMonitor } from 'electron';
import { dirname, join } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { faultWords } from '#app/words/faults.ts';
import { startWords } from '#app/words/start.ts';
import { realClock } from '#native';
import { eventLogOf } from './audit/event-log.ts';
import { trailPlaceOf } from './audit/trail-place.ts';
import { scenarioOf } from './drivers.ts';
import { readPolicy } from './policy/read-policy.ts';
import { createLog } from './log.ts';
import { newerVersion } from './newer-version.ts';
import { openDataFolders } from './open-data-folder.ts';
import type { OpenedFolders } from './open-data-folder.ts';
import { lockWebContents } from './security/lockdown.ts';
import { followPower } from './session/follow-power.ts';
import { parseStartOptions, startArguments } from './start-options.ts';
import type { StartOptions } from './start-options.ts';
import { answerWindow } from './window/answer-window.ts';
import { applySettings } from './window/apply-settings.ts';
import { chooseDriver } from './window/choose-driver.ts';
import { endWith, faultText } from './window/end-with.ts';
import { createMainWindow } from './window/main-window.ts';
import { registerPage, servePage } from './window/page.ts';
import { quitCleanly } from './window/quit.ts';
import { answerSecondStarts } from './window/second-start.ts';
import type { SecondStart } from './window/second-start.ts';
import { startSession } from './window/start-session.ts';

/** In a dialog of the system: there is no window to say it in. */
const showFault = (fault: Fault): void => {
  const { title, meaning, nextStep } = faultWords(fault);
  dialog.showErrorBox(title, `${meaning}\n${nextStep}`);
};

/** Null: a development checkout, which has no policy and no data of its own. */
const programFolder = app.isPackaged ? dirname(process.execPath) : null;

const foldersOrEnd = async (): Promise<OpenedFolders> => {
  const found = await openDataFolders(programFolder);
  if (found.ok) return found.value;
  showFault(found.fault);
  process.exit(1);
};
const folders = await foldersOrEnd();
const log = createLog(join(folders.local, 'unjam.log'));

const start = async (options: StartOptions): Promise<void> => {
  const answerFrom = answerSecondStarts(app);
  await app.whenReady();
  servePage(log);
  const policy = await readPolicy(programFolder);
  const chosen = await chooseDriver(options, policy);
  if (!chosen.ok) {
    if (chosen.fault.kind === 'policy-forbids') showFault(chosen.fault);
    return endWith(2, faultText(chosen.fault));
  }

  const mainWindow = createMainWindow(log);
  const places = {
    windows: await trailPlaceOf(folders.local, policy, false),
    simulator: await trailPlaceOf(folders.local, policy, true),
  };
  const newer = await newerVersion(app.getVersion(), policy);
  const session = startSession(chosen.value, folders, places, await eventLogOf(policy), mainWindow, log);
  const { host } = session;
  for (const fault of [folders.takenOver, newer]) {
    if (fault !== null) host.services.session.dispatch({ type: 'notice', at: realClock.now(), fault });
  }
  const settings = applySettings(options, folders.settings, host);
  followPower(powerMonitor, host, (error) => log.error(`suspend: ${String(error)}`));
  // the window sends what it kept back as it goes: a word just typed, a view just saved
  app.on('will-quit', () => settings.flush());
  const computer = answerWindow({ options, policy, mainWindow, session, settings, log });
  const close = async (): Promise<void> => {
    mainWindow.now()?.hide();
    settings.flush();
    await Promise.all([computer.close(), session.close()]);
  };
  quitCleanly(app, { close, recordOpen: () => host.recordOpen() }, log);
  mainWindow.open(settings);
  const choose = (scenario: string) => chooseDriver({ ...options, scenario }, policy);
  answerFrom({ host, log, comeToFront: mainWindow.comeToFront, choose });
};

app.setPath('userData', join(folders.local, 'window'));
registerPage();
lockWebContents(log);

/** What cannot be done is known before a window that is open hears of it. */
const startOptions = async (): Promise<Result<StartOptions, Fault>> => {
  const options = parseStartOptions(process.argv.slice(1), process.cwd(), app);
  if (!options.ok || options.value.scenario === null) return options;
  const scenario = await scenarioOf(options.value.scenario);
  return scenario.ok ? options : scenario;
};

/** Whether this is the first start; another one has been given what is asked. A picture needs no window of its own. */
const isFirst = ({ scenario, scan, screenshot }: StartOptions): boolean =>
  screenshot !== null || app.requestSingleInstanceLock({ scenario, scan } satisfies SecondStart);

const options = await startOptions();
// SECURITY: every renderer is sandboxed. Only --no-sandbox, which root needs, turns it off – and devices with it.
if (!(options.ok && options.value.sandboxOff)) app.enableSandbox();
if (!options.ok) {
  endWith(2, faultText(options.fault));
} else if (!isFirst(options.value)) {
  endWith(0, startWords.openAlready(startArguments(options.value)));
} else {
  start(options.value).catch((error: unknown) => {
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    app.exit(1);
  });
}
