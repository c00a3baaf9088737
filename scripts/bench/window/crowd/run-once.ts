import { runOnce as runOrdinary } from '../../../../main/window/run-once.ts';

/** A row is on the screen: the frame after the one that drew it has begun. */
const firstRow = `new Promise((resolve) => {
  const look = () =>
    document.querySelector('.channel-row') === null
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => resolve(Date.now()));
  look();
})`;

/** Stands in for main/window/run-once.ts: the same, and it tells when the table can be used. */
export const runOnce: typeof runOrdinary = (window, ...others) => {
  void window.webContents
    .executeJavaScript(firstRow)
    .then((at) => process.stdout.write(`usable ${String(at)}\n`));
  runOrdinary(window, ...others);
};
