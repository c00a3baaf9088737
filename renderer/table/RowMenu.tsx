import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components';
import { windowWords } from '#app/words/window.ts';
import { useApi } from '../api.ts';
import { askToClose, closableSelection, scan } from '../commands/commands.ts';
import { focusDetails, focusGrid } from '../commands/focus.ts';
import { useScanPlan } from '../toolbar/use-scan-plan.ts';
import { useMenuAt, viewEvents } from '../view/view-store.ts';

const words = windowWords.menu;

/** A rectangle without size where the menu was asked for. */
const pointAt = (x: number, y: number) => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) });

export const RowMenu = () => {
  const api = useApi();
  const at = useMenuAt();
  const { startOn, running } = useScanPlan();
  if (at === null) return null;
  const leave = (): void => {
    viewEvents.userLeftMenu();
    focusGrid();
  };
  const after = (command: () => void) => (): void => {
    leave();
    command();
  };
  return (
    <Menu
      open
      positioning={{ target: pointAt(at.x, at.y), position: 'below', align: 'start' }}
      onOpenChange={(_event, { open }) => !open && leave()}
    >
      <MenuPopover>
        <MenuList aria-label={words.name}>
          <MenuItem
            disabled={closableSelection().length === 0}
            secondaryContent="Del"
            onClick={after(askToClose)}
          >
            {words.close}
          </MenuItem>
          <MenuItem secondaryContent="Enter" onClick={after(focusDetails)}>
            {words.details}
          </MenuItem>
          <MenuDivider />
          <MenuItem
            disabled={startOn.length === 0 || running.length > 0}
            onClick={after(() => void scan(api))}
          >
            {words.scan}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
