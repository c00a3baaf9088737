import type { ReactElement } from 'react';
import { commandOf } from '#app/commands/command-list.ts';
import type { CommandId } from '#app/commands/command-list.ts';
import { commandWords } from '#app/words/commands.ts';
import { useApi } from '../api.ts';
import { HintedButton } from './HintedButton.tsx';
import { hintOf, runCommand } from './run-command.ts';
import { useCommandState } from './use-command.ts';

interface Props {
  readonly id: CommandId;
  readonly icon: ReactElement;
}

/** A command as a button of the toolbar. */
export const CommandButton = ({ id, icon }: Props) => {
  const api = useApi();
  const state = useCommandState(id);
  return (
    <HintedButton
      hint={hintOf(id, state)}
      icon={icon}
      isDisabled={!state.isEnabled}
      label={(state.isEnabled ? state.label : undefined) ?? commandWords[id].label}
      isPressed={commandOf(id).mark === 'tick' ? state.isMarked === true : undefined}
      onClick={() => runCommand(id, api)}
    />
  );
};
