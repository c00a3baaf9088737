import { MenuItem } from '@fluentui/react-components';
import { commandOf } from '#app/commands/command-list.ts';
import type { CommandId } from '#app/commands/command-list.ts';
import { keyWords } from '#app/words/commands.ts';
import { labelOf } from './run-command.ts';
import { useCommandState } from './use-command.ts';

interface Props {
  readonly id: CommandId;
  readonly onChoose: () => void;
}

/** A command as an entry of a menu in the window. */
export const CommandItem = ({ id, onChoose }: Props) => {
  const state = useCommandState(id);
  const [firstKeys] = commandOf(id).keys;
  return (
    <MenuItem
      disabled={!state.isEnabled}
      secondaryContent={firstKeys === undefined ? null : keyWords(firstKeys)}
      title={state.isEnabled ? state.hint : state.because}
      onClick={onChoose}
    >
      {labelOf(id, state)}
    </MenuItem>
  );
};
