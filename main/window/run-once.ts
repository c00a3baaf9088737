import { app } from 'electron';
import type { BrowserWindow } from 'electron';
import { faultSentence } from '#app/words/faults.ts';
import type { Log } from '../log.ts';
import type { Services } from '../services.ts';
import type { StartOptions } from '../start-options.ts';
import { endWith } from './end-with.ts';
import { saveScreenshot } from './save-screenshot.ts';
import { scanAll } from './scan-all.ts';

let ran = false;

const run = async (window: BrowserWindow, options: StartOptions, services: Services): Promise<void> => {
  if (options.scan) await scanAll(services);
  if (options.screenshot === null) return;
  const saved = await saveScreenshot(window, options.screenshot);
  if (saved.ok) return app.quit();
  endWith(1, faultSentence(saved.fault));
};

/** What the start options ask for, once the window shows its first snapshot. */
export const runOnce = (window: BrowserWindow, options: StartOptions, services: Services, log: Log): void => {
  if (ran) return;
  ran = true;
  run(window, options, services).catch((error: unknown) => {
    log.error(`start options: ${String(error)}`);
    app.exit(1);
  });
};
