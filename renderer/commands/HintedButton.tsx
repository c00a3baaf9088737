import { ToolbarButton, Tooltip } from '@fluentui/react-components';
import type { ReactElement } from 'react';

interface Props {
  readonly label: string;
  /** What it does, or why it is not offered now. */
  readonly hint: string;
  readonly icon: ReactElement;
  readonly isDisabled?: boolean;
  /** For what is on or off. */
  readonly isPressed?: boolean | undefined;
  readonly onClick: () => void;
}

/** A button that stays reachable by keyboard while disabled, so that its reason can be read. */
export const HintedButton = ({ label, hint, icon, isDisabled = false, isPressed, onClick }: Props) => (
  <Tooltip content={hint} relationship="description" withArrow>
    <ToolbarButton icon={icon} disabledFocusable={isDisabled} aria-pressed={isPressed} onClick={onClick}>
      {label}
    </ToolbarButton>
  </Tooltip>
);
