import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components';
import { rowWords } from '#app/words/rows.ts';
import { useApi } from '../api.ts';
import { askToClose, closableSelection, scan } from '../commands/commands.ts';
import { focusDetails, focusGrid } from '../commands/focus.ts';
import { useScanPlan } from '../toolbar/use-scan-plan.ts';
import { FilterItems } from './FilterItems.tsx';
import { useMenuAt, viewEvents, viewNow } from '../view/view-store.ts';

const words = rowWords.menu;

/** A rectangle without size where the menu was asked for. */
const pointAt = (x: number, y: number) => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) });

export const RowMenu = () => {
  const api = useApi();
  const at = useMenuAt();
  const { startOn, running } = useScanPlan();
  if (at === null) return null;
  const leave = (): void => {
    if (viewNow().menuAt === null) return;
    viewEvents.userLeftMenu();
    focusGrid();
  };
  /**
   * The menu goes last: between it and a dialog the rows must not move. Fluent says that it closes before it
   * says what was chosen, hence the microtask below.
   */
  const choose = (command: () => void) => (): void => {
    focusGrid();
    command();
    viewEvents.userLeftMenu();
  };
  return (
    <Menu
      open
      positioning={{ target: pointAt(at.x, at.y), position: 'below', align: 'start' }}
      onOpenChange={(_event, { open }) => !open && queueMicrotask(leave)}
    >
      <MenuPopover>
        <MenuList aria-label={words.name}>
          <MenuItem
            disabled={closableSelection().length === 0}
            secondaryContent="Del"
            onClick={choose(askToClose)}
          >
            {words.close}
          </MenuItem>
          <MenuItem secondaryContent="Enter" onClick={choose(focusDetails)}>
            {words.details}
          </MenuItem>
          <MenuDivider />
          <MenuItem
            disabled={startOn.length === 0 || running.length > 0}
            onClick={choose(() => void scan(api))}
          >
            {words.scan}
          </MenuItem>
          <FilterItems choose={choose} />
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
