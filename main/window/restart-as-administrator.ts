import { app, dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Fault } from '#app/faults/fault.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { restartWords } from '#app/words/restart.ts';
import { processRights, startElevated } from '#native';
import { changeablePart } from '../security/program-folder.ts';
import { startArguments } from '../start-options.ts';
import type { StartOptions } from '../start-options.ts';

/** A checkout is started by Electron's own program, which is given its folder. */
const appArguments = (): readonly string[] => (process.defaultApp ? [app.getAppPath()] : []);

const isWanted = async (window: BrowserWindow, path: string): Promise<boolean> => {
  const { title, meaning, cancel, restart } = restartWords.changeable;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: title,
    detail: meaning(path),
    buttons: [cancel, restart],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
};

/**
 * Starts this program once more as administrator and quits; stays when Windows or the person says no. SECURITY: it passes
 * on what was understood of its own command line, and warns where others could have changed the program.
 */
export const restartAsAdministrator = async (
  options: StartOptions,
  window: BrowserWindow | null,
): Promise<Result<void, Fault>> => {
  const rights = await processRights();
  if (!rights.ok) return rights;
  const changeable = process.platform === 'win32' ? changeablePart(process.execPath, rights.value) : null;
  if (changeable !== null && (window === null || !(await isWanted(window, changeable)))) return ok(undefined);
  // or the new one would find Unjam open already, and end
  app.releaseSingleInstanceLock();
  const started = await startElevated(process.execPath, [...appArguments(), ...startArguments(options)]);
  if (!started.ok) {
    app.requestSingleInstanceLock();
    return started;
  }
  app.quit();
  return ok(undefined);
};
