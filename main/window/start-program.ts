import { app, powerMonitor } from 'electron';
import type { Fault } from '#app/faults/fault.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { realClock } from '#native';
import { eventLogOf } from '../audit/event-log.ts';
import { trailPlaceOf } from '../audit/trail-place.ts';
import type { Router } from '../ipc/router.ts';
import type { Log } from '../log.ts';
import { newerVersion } from '../newer-version.ts';
import type { OpenedFolders } from '../open-data-folder.ts';
import { readPolicy } from '../policy/read-policy.ts';
import { followPower } from '../session/follow-power.ts';
import type { StartOptions } from '../start-options.ts';
import { answerWindow } from './answer-window.ts';
import { chooseDriver } from './choose-driver.ts';
import type { MainWindow } from './main-window.ts';
import { quitCleanly } from './quit.ts';
import { answerSecondStart } from './second-start.ts';
import { startSession } from './start-session.ts';
import type { WindowSettings } from './window-settings.ts';

/** What is there once the window is open. */
export interface Opened {
  readonly options: StartOptions;
  /** Null: a development checkout. */
  readonly programFolder: string | null;
  readonly folders: OpenedFolders;
  readonly settings: WindowSettings;
  readonly mainWindow: MainWindow;
  readonly answerCalls: (router: Router) => void;
  readonly log: Log;
}

/** Answers what a second start passes on. */
type StartedProgram = (passedOn: unknown) => void;

/** Everything behind the window. Its own file, which main reads while the process of the page starts. */
export const startProgram = async (opened: Opened): Promise<Result<StartedProgram, Fault>> => {
  const { options, programFolder, folders, settings, mainWindow, log } = opened;
  const policy = await readPolicy(programFolder);
  const chosen = await chooseDriver(options, policy);
  if (!chosen.ok) return chosen;
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
  settings.applyTo(host);
  followPower(powerMonitor, host, (error) => log.error(`suspend: ${String(error)}`));
  const computer = answerWindow({ ...opened, policy, session });
  const close = async (): Promise<void> => {
    mainWindow.now()?.hide();
    settings.store.flush();
    await Promise.all([computer.close(), session.close()]);
  };
  quitCleanly(app, { close, recordOpen: () => host.recordOpen() }, log);
  const choose = (scenario: string) => chooseDriver({ ...options, scenario }, policy);
  const parts = { host, log, comeToFront: mainWindow.comeToFront, choose };
  return ok((passedOn) => void answerSecondStart(parts, passedOn));
};
