import { app, dialog, powerMonitor } from 'electron';
import { join } from 'node:path';
import { faultWords } from '#app/words/faults.ts';
import { dataFolder } from './data-folder.ts';
import { createLog } from './log.ts';
import { lockWebContents } from './security/lockdown.ts';
import { followPower } from './session/follow-power.ts';
import { parseStartOptions } from './start-options.ts';
import type { StartOptions } from './start-options.ts';
import { answerWindow } from './window/answer-window.ts';
import { applySettings } from './window/apply-settings.ts';
import { chooseDriver } from './window/choose-driver.ts';
import { endWith, faultText } from './window/end-with.ts';
import { createMainWindow } from './window/main-window.ts';
import { registerPage, servePage } from './window/page.ts';
import { quitCleanly } from './window/quit.ts';
import { startSession } from './window/start-session.ts';

const folderOrEnd = (): string => {
  const found = dataFolder();
  if (found.ok) return found.value;
  const { title, meaning, nextStep } = faultWords(found.fault);
  dialog.showErrorBox(title, `${meaning}\n${nextStep}`);
  process.exit(1);
};
const folder = folderOrEnd();
const log = createLog(join(folder, 'unjam.log'));

const start = async (options: StartOptions): Promise<void> => {
  await app.whenReady();
  servePage(log);
  const chosen = await chooseDriver(options);
  if (!chosen.ok) return endWith(2, faultText(chosen.fault));

  const mainWindow = createMainWindow(log);
  const session = startSession(chosen.value, folder, mainWindow, log);
  const { host } = session;
  const settings = applySettings(options, folder, host);
  followPower(powerMonitor, host, (error) => log.error(`suspend: ${String(error)}`));
  const close = async (): Promise<void> => {
    mainWindow.now()?.hide();
    settings.flush();
    await session.close();
  };
  quitCleanly(app, { close, recordOpen: () => host.recordOpen() }, log);
  // the window sends what it kept back as it goes: a word just typed, a view just saved
  app.on('will-quit', () => settings.flush());
  answerWindow({ options, mainWindow, session, settings, log });
  mainWindow.open(settings);
};

app.setPath('userData', join(folder, 'window'));
registerPage();
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
