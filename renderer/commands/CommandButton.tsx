import { ToolbarButton, Tooltip } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { commandOf } from '#app/commands/command-list.ts';
import type { CommandId } from '#app/commands/command-list.ts';
import { useApi } from '../api.ts';
import { hintOf, labelOf, runCommand } from './run-command.ts';
import { usePrimary } from '../ui/use-primary.ts';
import { useCommandState } from './use-command.ts';

interface Props {
  readonly id: CommandId;
  readonly icon: ReactElement;
  /** It comes first while nothing else does. */
  readonly isPrimary?: boolean;
}

/** A command as a button of the toolbar. It stays reachable by keyboard while disabled, so that its reason can be read. */
export const CommandButton = ({ id, icon, isPrimary = false }: Props) => {
  const api = useApi();
  const state = useCommandState(id);
  const look = usePrimary(isPrimary ? 'toolbar' : null);
  return (
    <Tooltip content={hintOf(id, state)} relationship="description" withArrow>
      <ToolbarButton
        data-command={id}
        icon={icon}
        appearance={look === 'primary' ? look : 'subtle'}
        disabledFocusable={!state.isEnabled}
        aria-pressed={commandOf(id).mark === 'tick' ? state.isMarked === true : undefined}
        onClick={() => runCommand(id, api)}
      >
        <span className="command-label">{labelOf(id, state)}</span>
      </ToolbarButton>
    </Tooltip>
  );
};
