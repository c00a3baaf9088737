import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';

/** The system's own dialog for a JSON file; it asks before a file is replaced. Null: the person left it. */
export const askWhereToSave = async (
  window: BrowserWindow,
  suggestedName: string,
): Promise<string | null> => {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: suggestedName,
    filters: [{ name: 'JSON', extensions: ['json'] }],
    properties: ['showOverwriteConfirmation'],
  });
  return canceled || filePath === '' ? null : filePath;
};
