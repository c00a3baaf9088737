import { commandOf } from '#app/commands/command-list.ts';
import type { CommandId } from '#app/commands/command-list.ts';
import type { CommandState } from '#app/commands/command-state.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import { commandWords, hintWithKeys, notOffered } from '#app/words/commands.ts';
import { policyHintWords } from '#app/words/policy.ts';
import { say } from '../state/said.ts';
import { watchSession } from '../state/session-store.ts';
import { watchSettings } from '../state/settings-store.ts';
import { watchTable } from '../state/table-store.ts';
import { dialogIsOpen, watchView } from '../state/view-store.ts';
import { whyOutOfReach } from './computer.ts';
import { handlers } from './handlers.ts';
import { whyPolicyForbids } from './policy.ts';

/** Calls back when a command's state may have changed: all that the handlers read is watched here. */
export const watchCommands = (changed: () => void): (() => void) => {
  const stops = [watchSession, watchSettings, watchTable, watchView].map((watch) => watch(changed));
  return () => stops.forEach((stop) => stop());
};

export const commandState = (id: CommandId): CommandState => {
  if (dialogIsOpen()) return { isEnabled: false, because: notOffered.dialogOpen };
  const outOfReach = whyOutOfReach(id);
  if (outOfReach !== null) return { isEnabled: false, because: outOfReach };
  const forbidden = whyPolicyForbids(id);
  return forbidden === null
    ? handlers[id].state()
    : { isEnabled: false, because: policyHintWords(forbidden) };
};

/**
 * Gives a command, if it can be given now: keys and the application menu may be a moment behind. Where it cannot, it says
 * why: a key has no tooltip.
 */
export const runCommand = (id: CommandId, api: WindowApi): void => {
  const state = commandState(id);
  if (state.isEnabled) void handlers[id].run(api);
  else if (!dialogIsOpen()) say(state.because);
};

/** What a button or a menu says of a command: what it does, or why it is not offered now. */
export const hintOf = (id: CommandId, state: CommandState): string =>
  state.isEnabled ? hintWithKeys(state.hint ?? commandWords[id].hint, commandOf(id).keys) : state.because;

/** What it is called as things are now. */
export const labelOf = (id: CommandId, state: CommandState): string =>
  (state.isEnabled ? state.label : undefined) ?? commandWords[id].label;
