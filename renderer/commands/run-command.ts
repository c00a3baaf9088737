import { commandOf } from '#app/commands/command-list.ts';
import type { CommandId } from '#app/commands/command-list.ts';
import type { CommandState } from '#app/commands/command-state.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail } from '#app/result.ts';
import { commandWords, hintWithKeys, notOffered } from '#app/words/commands.ts';
import { dialogIsOpen, viewNow } from '../state/view-store.ts';
import { handlers } from './handlers.ts';
import { showFault } from '../state/show-fault.ts';

export const commandState = (id: CommandId): CommandState =>
  dialogIsOpen() ? { isEnabled: false, because: notOffered.dialogOpen } : handlers[id].state();

/** Gives a command, if it can be given now: keys and the application menu may be a moment behind. */
export const runCommand = (id: CommandId, api: WindowApi): void => {
  if (commandState(id).isEnabled) return void handlers[id].run(api);
  const refusal = dialogIsOpen() ? null : (handlers[id].refusal?.() ?? null);
  if (refusal !== null && !isShown(refusal)) showFault(fail(refusal));
};

/** Pressed again, it needs no second message. */
const isShown = (refusal: Fault): boolean =>
  viewNow().commandFaults.some(({ fault }) => JSON.stringify(fault) === JSON.stringify(refusal));

/** What a button or a menu says of a command: what it does, or why it is not offered now. */
export const hintOf = (id: CommandId, state: CommandState): string =>
  state.isEnabled ? hintWithKeys(state.hint ?? commandWords[id].hint, commandOf(id).keys) : state.because;
