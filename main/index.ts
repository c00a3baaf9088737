import { app, dialog } from 'electron';
import { dirname, join } from 'node:path';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { isScenarioId } from '#app/practice/scenarios.ts';
import { startWords } from '#app/words/start.ts';
import { listen } from './ipc/listen.ts';
import { createLog } from './log.ts';
import { openDataFolders } from './open-data-folder.ts';
import type { OpenedFolders } from './open-data-folder.ts';
import { lockWebContents } from './security/lockdown.ts';
import { parseStartOptions, startArguments } from './start-options.ts';
import type { StartOptions } from './start-options.ts';
import { endWith } from './window/end-with.ts';
import { createMainWindow } from './window/main-window.ts';
import { registerPage, servePage } from './window/page.ts';
import type { SecondStart } from './window/second-start.ts';
import { keepSecondStarts } from './window/second-starts.ts';
import { openWindowSettings } from './window/window-settings.ts';

// The words of faults are read when there is one to say: every start waits for what this file imports.

/** In a dialog of the system: there is no window to say it in. */
const showFault = async (fault: Fault): Promise<void> => {
  const { faultWords } = await import('#app/words/faults.ts');
  const { title, meaning, nextStep } = faultWords(fault);
  dialog.showErrorBox(title, `${meaning}\n${nextStep}`);
};

const endWithFault = async (fault: Fault): Promise<void> => {
  const { faultSentence } = await import('#app/words/faults.ts');
  endWith(2, faultSentence(fault));
};

/** Null: a development checkout, which has no policy and no data of its own. */
const programFolder = app.isPackaged ? dirname(process.execPath) : null;

const foldersOrEnd = async (): Promise<OpenedFolders> => {
  const found = await openDataFolders(programFolder);
  if (found.ok) return found.value;
  await showFault(found.fault);
  process.exit(1);
};
const folders = await foldersOrEnd();
const log = createLog(join(folders.local, 'unjam.log'));

/**
 * The window is opened first: while the system starts the process of its page, main reads the rest of the program, and looks
 * for devices. What the page asks meanwhile waits for its answer.
 */
const start = async (options: StartOptions): Promise<void> => {
  const answerSecondStarts = keepSecondStarts(app);
  await app.whenReady();
  const settings = openWindowSettings(options, folders.settings);
  const served = servePage(() => settings.store.get(), log);
  // the window sends what it kept back as it goes: a word just typed, a view just saved
  app.on('will-quit', () => settings.store.flush());
  const answerCalls = listen();
  const mainWindow = createMainWindow(log);
  const isLoaded = mainWindow.open(settings.store);
  await Promise.race([served.page, isLoaded]);
  const { startProgram } = await import('./window/start-program.ts');
  await Promise.race([served.script, isLoaded]);
  const started = await startProgram({
    options,
    programFolder,
    folders,
    settings,
    mainWindow,
    answerCalls,
    log,
  });
  if (started.ok) return answerSecondStarts(started.value);
  mainWindow.now()?.hide();
  if (started.fault.kind === 'policy-forbids') await showFault(started.fault);
  await endWithFault(started.fault);
};

app.setPath('userData', join(folders.local, 'window'));
registerPage();
lockWebContents(log);

/** What cannot be done is known before a window that is open hears of it. */
const startOptions = async (): Promise<Result<StartOptions, Fault>> => {
  const options = parseStartOptions(process.argv.slice(1), process.cwd(), app);
  if (!options.ok || options.value.scenario === null || isScenarioId(options.value.scenario)) return options;
  const { scenarioOf } = await import('./drivers.ts');
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
  await endWithFault(options.fault);
} else if (!isFirst(options.value)) {
  endWith(0, startWords.openAlready(startArguments(options.value)));
} else {
  start(options.value).catch((error: unknown) => {
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    app.exit(1);
  });
}
