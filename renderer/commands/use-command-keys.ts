import { useEffect } from 'react';
import { commands } from '#app/commands/command-list.ts';
import type { Command } from '#app/commands/command-list.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import { rowsAreFrozen } from '../state/view-store.ts';
import { gridId } from '../ui/focus.ts';
import { isPressed, worksThere } from './key-match.ts';
import type { KeyPlace } from './key-match.ts';
import { runCommand } from './run-command.ts';

const placeOf = (target: EventTarget | null): KeyPlace => ({
  isTextField:
    (target instanceof HTMLInputElement && target.type !== 'checkbox') ||
    target instanceof HTMLTextAreaElement,
  isGrid: target instanceof Element && target.id === gridId,
});

const commandFor = (event: KeyboardEvent): Command | undefined =>
  commands.find(
    ({ keys, keysWork }) =>
      keys.some((accelerator) => isPressed(accelerator, event)) &&
      worksThere(keysWork, placeOf(event.target)),
  );

const isTextSelected = (): boolean => document.getSelection()?.isCollapsed === false;

/** Copying is the system's own command: by Ctrl+C or from the menu, in the list of channels it copies the rows. */
const useCopyEvent = (api: WindowApi): void => {
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

/** The one path from keys to commands. A dialog or menu keeps the keyboard to itself. */
export const useCommandKeys = (api: WindowApi): void => {
  useCopyEvent(api);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || rowsAreFrozen()) return;
      const command = commandFor(event);
      if (command === undefined) return;
      event.preventDefault();
      // a key that is held down is meant once
      if (!event.repeat) runCommand(command.id, api);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [api]);
};
