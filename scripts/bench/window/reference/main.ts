import { app, BrowserWindow, ipcMain, nativeTheme } from 'electron';
import { join } from 'node:path';
import { windowOptions } from '../../../../main/window/window-options.ts';

/** What a window costs before a program does anything in it: the same options, one call, an empty page. */
const twoFrames = `new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now()))))`;

ipcMain.handle('bare', () => 'closing');
app.on('window-all-closed', () => app.quit());

const start = async (): Promise<void> => {
  await app.whenReady();
  const window = new BrowserWindow(
    windowOptions(join(import.meta.dirname, '../preload/index.cjs'), nativeTheme.shouldUseDarkColors),
  );
  window.webContents.once('dom-ready', () => window.show());
  const page = process.argv.includes('--empty') ? 'empty.html' : 'index.html';
  await window.loadFile(join(import.meta.dirname, '../renderer', page));
  process.stdout.write(`usable ${String(await window.webContents.executeJavaScript(twoFrames))}\n`);
};
void start();
