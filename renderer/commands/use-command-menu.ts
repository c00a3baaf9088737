import { useEffect } from 'react';
import { commandIds } from '#app/commands/command-list.ts';
import type { CommandStates } from '#app/commands/command-state.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import { commandState, runCommand, watchCommands } from './run-command.ts';

/** Changes within it are told together, in ms: nobody opens a menu faster. */
const tellAfterMs = 50;

const statesNow = (): CommandStates =>
  Object.fromEntries(
    commandIds.map((id) => {
      const { isEnabled, isMarked = false } = commandState(id);
      return [id, { isEnabled, isMarked }];
    }),
  );

/** Runs what is chosen in the application menu, and tells main what that menu can offer, when that changed. */
export const useCommandMenu = (api: WindowApi): void => {
  useEffect(() => api.window.onCommand(({ id }) => runCommand(id, api)), [api]);
  useEffect(() => {
    let told = '';
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tell = (): void => {
      timer = null;
      const states = statesNow();
      const text = JSON.stringify(states);
      if (text === told) return;
      told = text;
      void api.window.commandStates(states);
    };
    const tellSoon = (): void => {
      timer ??= setTimeout(tell, tellAfterMs);
    };
    tell();
    const stop = watchCommands(tellSoon);
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [api]);
};
