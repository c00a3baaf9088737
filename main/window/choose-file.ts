import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import { join } from 'node:path';
import { saveDialogWords } from '#app/words/save.ts';
import type { ChooseFile } from '../ipc/audit-handlers.ts';

/** "2026-03-01 14-05": sorts, and no system minds it in a name. */
const stamp = (at: Date): string => at.toISOString().slice(0, 16).replace('T', ' ').replace(':', '-');

/** The system's own dialog. SECURITY: the page never names a path; only what a person chose here is written. */
export const chooseFileWith =
  (window: () => BrowserWindow | null, folder: () => string): ChooseFile =>
  async (name, extension) => {
    const parent = window();
    const options = {
      defaultPath: join(folder(), `${name} ${stamp(new Date())}.${extension}`),
      filters: [{ name: saveDialogWords[extension] ?? extension, extensions: [extension] }],
    };
    const chosen = await (parent === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(parent, options));
    return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
  };
