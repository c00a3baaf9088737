import { MenuDivider, MenuItem } from '@fluentui/react-components';
import { columnsWords } from '#app/words/columns.ts';
import { columnWords } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { tableEvents, tableNow } from '../../state/table-store.ts';
import { useChosenDevice } from '../../state/view-store.ts';
import { MenuAt } from '../../ui/MenuAt.tsx';
import { fitAllColumns, fitColumn } from './column-widths.ts';
import { moveBy, sizeBy } from './header-keys.ts';
import { headerId } from './HeaderCell.tsx';
import { useColumnTable } from './use-column-table.ts';

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
  const table = useColumnTable(useChosenDevice());
  const column = table.getColumn(id);
  if (column === undefined) return null;
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
  return (
    <MenuAt x={x} y={y} label={words.name(columnWords[id])} onLeave={() => leave(id)}>
      {item(words.ascending, () => column.toggleSorting(false))}
      {item(words.descending, () => column.toggleSorting(true))}
      {item(words.alsoSort, () => column.toggleSorting(undefined, true), words.alsoSortKeys)}
      <MenuDivider />
      {item(words.fit, () => fitColumn(column), words.fitKeys)}
      {item(words.fitAll, () => fitAllColumns(table))}
      {item(words.narrower, () => sizeBy(column, -1), words.narrowerKeys)}
      {item(words.wider, () => sizeBy(column, 1), words.widerKeys)}
      <MenuDivider />
      {item(words.left, () => moveBy(column, -1), words.leftKeys, !column.getIsFirstColumn())}
      {item(words.right, () => moveBy(column, 1), words.rightKeys, !column.getIsLastColumn())}
      {item(words.hide, () => column.toggleVisibility(false), null, table.getVisibleLeafColumns().length > 1)}
      <MenuDivider />
      {item(words.choose, () => tableEvents.userOpened({ kind: 'columns' }))}
      {item(words.reset, tableEvents.userResetColumns)}
    </MenuAt>
  );
};
