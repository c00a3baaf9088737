import {
  Menu,
  MenuButton,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons';
import { viewsWords as words } from '#app/words/views.ts';
import { columnSettings } from '../../state/column-settings.ts';
import { tableEvents, tableNow, useColumns, useOverlay, useViews } from '../../state/table-store.ts';
import type { TableView } from '../../state/table-store.ts';
import { useChosenDevice, useFilter, useSorting } from '../../state/view-store.ts';
import { focusGrid } from '../../ui/focus.ts';
import { applyView } from './view-commands.ts';
import { isOn, predefinedViews } from './views.ts';

interface ItemProps {
  readonly view: TableView;
  readonly hint?: string;
}

const choose = (view: TableView): void => {
  tableEvents.userLeftOverlay();
  applyView(view);
  focusGrid();
};

const ViewItem = ({ view, hint = view.filter }: ItemProps) => {
  const now = {
    filter: useFilter(),
    deviceId: useChosenDevice(),
    sorting: useSorting(),
    columns: columnSettings(useColumns()),
  };
  const isOnNow = isOn(view, now);
  return (
    <MenuItem
      icon={isOnNow ? <Checkmark16Regular /> : <span />}
      aria-current={isOnNow || undefined}
      title={hint}
      onClick={() => choose(view)}
    >
      {view.name}
    </MenuItem>
  );
};

/** Saved filters, orders and columns, and those that are always there. */
export const ViewsMenu = () => {
  const saved = useViews();
  const isOpen = useOverlay()?.kind === 'views-menu';
  const opened = (open: boolean): void => {
    if (open) tableEvents.userOpened({ kind: 'views-menu' });
    else if (tableNow().overlay?.kind === 'views-menu') tableEvents.userLeftOverlay();
  };
  return (
    <Menu open={isOpen} onOpenChange={(_event, { open }) => opened(open)}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton size="small" appearance="subtle" title={words.buttonHint}>
          {words.button}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList aria-label={words.menu}>
          {predefinedViews.map((view) => (
            <ViewItem key={view.name} view={view} hint={view.hint} />
          ))}
          {saved.length > 0 && (
            <MenuGroup>
              <MenuGroupHeader>{words.saved}</MenuGroupHeader>
              {saved.map((view) => (
                <ViewItem key={view.name} view={view} />
              ))}
            </MenuGroup>
          )}
          <MenuDivider />
          <MenuItem onClick={() => tableEvents.userOpened({ kind: 'save-view' })}>{words.save}</MenuItem>
          <MenuItem onClick={() => tableEvents.userOpened({ kind: 'views' })}>{words.manage}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
