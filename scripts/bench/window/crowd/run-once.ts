import { webContents } from 'electron';
import type { WebContents } from 'electron';
import { runOnce as runOrdinary } from '../../../../main/window/run-once.ts';

/** A row is on the screen: the frame after the one that drew it has begun. */
const firstRow = `new Promise((resolve) => {
  const look = () =>
    document.querySelector('.channel-row') === null
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => resolve(Date.now()));
  look();
})`;

const tell = (contents: WebContents): void => {
  const watch = (): void =>
    void contents
      .executeJavaScript(firstRow)
      .then((at) => process.stdout.write(`usable ${String(at)}\n`))
      .catch(() => undefined);
  if (contents.isLoadingMainFrame()) contents.once('dom-ready', watch);
  else watch();
};

// the window is open already when main reads this; its page goes on loading after its first row
webContents.getAllWebContents().forEach(tell);

/** Stands in for main/window/run-once.ts: the same, and it is told when the table can be used. */
export const runOnce = runOrdinary;
