import type { BrowserWindow } from 'electron';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { saveFile } from '../files/write-whole.ts';

/** The table takes up changes at most every half second; then two frames to paint. */
const settleMs = 1_000;

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, settleMs));

/** Saves a picture of the window as a person sees it; a file is there whole or not at all. */
export const saveScreenshot = async (window: BrowserWindow, path: string): Promise<Result<void, Fault>> => {
  await settled();
  // as a person would: to the first row, where the most suspect channel stands
  for (const type of ['keyDown', 'keyUp'] as const)
    window.webContents.sendInputEvent({ type, keyCode: 'Home' });
  await settled();
  const image = await window.webContents.capturePage();
  return saveFile(path, [image.toPNG()]);
};
