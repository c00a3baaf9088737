import { Menu, MenuList, MenuPopover } from '@fluentui/react-components';
import type { ReactNode } from 'react';

interface Props {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** Fluent says that a menu closes before it says what was chosen, so this is called a moment later. */
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

/** A rectangle without size. */
const pointAt = (x: number, y: number) => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) });

/** A menu that opens where it was asked for. */
export const MenuAt = ({ x, y, label, onLeave, children }: Props) => (
  <Menu
    open
    positioning={{ target: pointAt(x, y), position: 'below', align: 'start' }}
    onOpenChange={(_event, { open }) => !open && queueMicrotask(onLeave)}
  >
    <MenuPopover>
      <MenuList aria-label={label}>{children}</MenuList>
    </MenuPopover>
  </Menu>
);
