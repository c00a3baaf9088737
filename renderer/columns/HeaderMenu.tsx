import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components';
import { columnsWords } from '#app/words/columns.ts';
import { columnWords } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { useChosenDevice, viewEvents } from '../view/view-store.ts';
import { canHide, columnsOnScreen } from './column-settings.ts';
import { headerId } from './HeaderCell.tsx';
import { sizeBy, sortBy } from './header-keys.ts';
import { fitAllColumns, fitColumn } from './measure.ts';
import { sortedOnlyBy } from './sorting.ts';
import { tableEvents, tableNow, useColumns } from './table-store.ts';

const words = columnsWords.menu;

interface Props {
  readonly id: ColumnId;
  readonly x: number;
  readonly y: number;
}

const focusHeader = (id: ColumnId): void => document.getElementById(headerId(id))?.focus();

const leave = (id: ColumnId): void => {
  if (tableNow().overlay?.kind !== 'header-menu') return;
  tableEvents.userLeftOverlay();
  focusHeader(id);
};

/** Everything that can be done with a column, each with the keys that do it on its header. */
export const HeaderMenu = ({ id, x, y }: Props) => {
  const columns = useColumns();
  const visible = columnsOnScreen(columns, useChosenDevice()).map((column) => column.id);
  const choose = (command: () => void) => (): void => {
    tableEvents.userLeftOverlay();
    focusHeader(id);
    command();
  };
  const item = (label: string, command: () => void, keys: string | null = null, isOffered = true) => (
    <MenuItem secondaryContent={keys} disabled={!isOffered} onClick={choose(command)}>
      {label}
    </MenuItem>
  );
  const target = { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
  return (
    <Menu
      open
      positioning={{ target, position: 'below', align: 'start' }}
      onOpenChange={(_event, { open }) => !open && queueMicrotask(() => leave(id))}
    >
      <MenuPopover>
        <MenuList aria-label={words.name(columnWords[id])}>
          {item(words.ascending, () => viewEvents.userSorted(sortedOnlyBy(id, false)))}
          {item(words.descending, () => viewEvents.userSorted(sortedOnlyBy(id, true)))}
          {item(words.alsoSort, () => sortBy(id, true), words.alsoSortKeys)}
          <MenuDivider />
          {item(words.fit, () => fitColumn(id), words.fitKeys)}
          {item(words.fitAll, fitAllColumns)}
          {item(words.narrower, () => sizeBy(id, -1), words.narrowerKeys)}
          {item(words.wider, () => sizeBy(id, 1), words.widerKeys)}
          <MenuDivider />
          {item(
            words.left,
            () => tableEvents.userMovedColumnBy(id, visible, -1),
            words.leftKeys,
            visible[0] !== id,
          )}
          {item(
            words.right,
            () => tableEvents.userMovedColumnBy(id, visible, 1),
            words.rightKeys,
            visible.at(-1) !== id,
          )}
          {item(words.hide, () => tableEvents.userShowedColumn(id, false), null, canHide(columns, id))}
          <MenuDivider />
          {item(words.choose, () => tableEvents.userOpened({ kind: 'columns' }))}
          {item(words.reset, tableEvents.userResetColumns)}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
