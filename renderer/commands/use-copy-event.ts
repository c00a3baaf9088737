import { useEffect } from 'react';
import type { WindowApi } from '#app/ipc/derive.ts';
import { gridId } from '../ui/focus.ts';
import { runCommand } from './run-command.ts';

const isTextSelected = (): boolean => document.getSelection()?.isCollapsed === false;

/** Copying is the system's own command: by Ctrl+C or from the menu, in the list of channels it copies the rows. */
export const useCopyEvent = (api: WindowApi): void => {
  useEffect(() => {
    const listen = (event: ClipboardEvent): void => {
      if (document.activeElement?.id !== gridId || isTextSelected()) return;
      event.preventDefault();
      runCommand('copy-rows', api);
    };
    document.addEventListener('copy', listen);
    return () => document.removeEventListener('copy', listen);
  }, [api]);
};
