import { app } from 'electron';
import type { Fault } from '#app/faults/fault.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { startElevated } from '#native';

/** Starts this program once more as administrator, with the same arguments, and quits; stays when Windows or the person says no. */
export const restartAsAdministrator = async (): Promise<Result<void, Fault>> => {
  // or the new one would find Unjam open already, and end
  app.releaseSingleInstanceLock();
  const started = await startElevated(process.execPath, process.argv.slice(1));
  if (!started.ok) {
    app.requestSingleInstanceLock();
    return started;
  }
  app.quit();
  return ok(undefined);
};
