import { Button, Tooltip } from '@fluentui/react-components';
import type { CommandId } from '#app/commands/command-list.ts';
import { useApi } from '../api.ts';
import { hintOf, labelOf, runCommand } from './run-command.ts';
import { usePrimary } from '../ui/use-primary.ts';
import { useCommandState } from './use-command.ts';

interface Props {
  readonly id: CommandId;
  /** Instead of its usual name, where it stands as the next step. */
  readonly label?: string;
  /** The next step where the list has no rows. */
  readonly isFirst?: boolean;
}

/** A command as a next step, beside the words that lead to it. While it cannot be given it says why. */
export const CommandStep = ({ id, label, isFirst = false }: Props) => {
  const api = useApi();
  const state = useCommandState(id);
  const appearance = usePrimary(isFirst ? 'list' : null);
  return (
    <Tooltip content={hintOf(id, state)} relationship="description" withArrow>
      <Button
        size="small"
        appearance={appearance}
        disabledFocusable={!state.isEnabled}
        onClick={() => runCommand(id, api)}
      >
        {label ?? labelOf(id, state)}
      </Button>
    </Tooltip>
  );
};
