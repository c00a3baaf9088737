import { useMemo, useSyncExternalStore } from 'react';
import type { CommandId } from '#app/commands/command-list.ts';
import type { CommandState } from '#app/commands/command-state.ts';
import { commandState, watchCommands } from './run-command.ts';

const isSame = (a: CommandState, b: CommandState): boolean =>
  a.isEnabled === b.isEnabled &&
  a.isMarked === b.isMarked &&
  (a.isEnabled ? a.hint : a.because) === (b.isEnabled ? b.hint : b.because) &&
  (a.isEnabled && a.label) === (b.isEnabled && b.label);

/** The same object as long as nothing changed. */
const steadyState = (id: CommandId) => {
  let last = commandState(id);
  return (): CommandState => {
    const next = commandState(id);
    if (!isSame(last, next)) last = next;
    return last;
  };
};

/** Whether a command can be given now. */
export const useCommandState = (id: CommandId): CommandState => {
  const read = useMemo(() => steadyState(id), [id]);
  return useSyncExternalStore(watchCommands, read);
};
