import { ToolbarButton, Tooltip } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { commandOf } from '#app/commands/command-list.ts';
import type { CommandId } from '#app/commands/command-list.ts';
import { commandWords } from '#app/words/commands.ts';
import { useApi } from '../api.ts';
import { hintOf, runCommand } from './run-command.ts';
import { useCommandState } from './use-command.ts';

interface HintedProps {
  readonly id: CommandId;
  readonly label: string;
  /** What it does, or why it is not offered now. */
  readonly hint: string;
  readonly icon: ReactElement;
  readonly isDisabled?: boolean;
  /** For what is on or off. */
  readonly isPressed?: boolean | undefined;
  readonly isPrimary?: boolean;
  readonly onClick: () => void;
}

/** A button that stays reachable by keyboard while disabled, so that its reason can be read. */
const HintedButton = ({
  id,
  label,
  hint,
  icon,
  isDisabled = false,
  isPressed,
  isPrimary = false,
  onClick,
}: HintedProps) => (
  <Tooltip content={hint} relationship="description" withArrow>
    <ToolbarButton
      data-command={id}
      icon={icon}
      appearance={isPrimary ? 'primary' : 'subtle'}
      disabledFocusable={isDisabled}
      aria-pressed={isPressed}
      onClick={onClick}
    >
      <span className="command-label">{label}</span>
    </ToolbarButton>
  </Tooltip>
);

interface Props {
  readonly id: CommandId;
  readonly icon: ReactElement;
  /** The one that comes first. */
  readonly isPrimary?: boolean;
}

/** A command as a button of the toolbar. */
export const CommandButton = ({ id, icon, isPrimary = false }: Props) => {
  const api = useApi();
  const state = useCommandState(id);
  return (
    <HintedButton
      id={id}
      hint={hintOf(id, state)}
      icon={icon}
      isPrimary={isPrimary}
      isDisabled={!state.isEnabled}
      label={(state.isEnabled ? state.label : undefined) ?? commandWords[id].label}
      isPressed={commandOf(id).mark === 'tick' ? state.isMarked === true : undefined}
      onClick={() => runCommand(id, api)}
    />
  );
};
