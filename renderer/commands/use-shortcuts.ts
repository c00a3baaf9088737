import { useEffect } from 'react';
import type { WindowApi } from '#app/ipc/derive.ts';
import { rowsAreFrozen } from '../view/view-store.ts';
import { askToClose, refresh } from './commands.ts';
import { focusFilter } from './focus.ts';

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && target.type !== 'checkbox';

const run = (event: KeyboardEvent, api: WindowApi): boolean => {
  const plain = !event.ctrlKey && !event.altKey && !event.shiftKey && !event.metaKey;
  if (event.key === 'F5' && plain) {
    void refresh(api);
  } else if (event.key.toLowerCase() === 'f' && event.ctrlKey && !event.altKey && !event.shiftKey) {
    focusFilter();
  } else if (event.key === 'Delete' && plain && !isTextField(event.target)) {
    askToClose();
  } else {
    return false;
  }
  return true;
};

/** Keys that work wherever the focus is. A dialog or menu keeps the keyboard to itself. */
export const useShortcuts = (api: WindowApi): void => {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || rowsAreFrozen()) return;
      if (run(event, api)) event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [api]);
};
