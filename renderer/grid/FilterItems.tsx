import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { rowWords } from '#app/words/rows.ts';
import type { Subject } from '../state/column-facts.ts';
import { columnsOnScreen } from '../state/column-settings.ts';
import { devicesFacts, unknownDevice } from '../state/device-facts.ts';
import { useChannel, useDevices } from '../state/session-store.ts';
import { useColumns, useMenuColumn } from '../state/table-store.ts';
import { useChosenDevice, useFilter, useFocusedKey, viewEvents, viewNow } from '../state/view-store.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { cellFilters } from './filter/cell-filters.ts';
import type { CellFilter } from './filter/cell-filters.ts';
import { withTerm } from './filter/terms.ts';

const words = rowWords.menu;

interface Props {
  /** Runs what was chosen, and closes the menu. */
  readonly choose: (command: () => void) => () => void;
}

const addTerm = (term: string) => (): void => viewEvents.userTypedFilter(withTerm(viewNow().filter, term));

/** The channel that the keyboard is on, with its device. */
const useFocusedSubject = (): Subject | null => {
  const channel = useChannel(useFocusedKey());
  const devices = useDevices();
  if (channel === null) return null;
  const device = devicesFacts({ devices }, new Map()).get(channel.deviceId);
  return { channel, device: device ?? unknownDevice(channel.deviceId) };
};

/** Show only, or hide, rows with what a cell of this row says; the cell under the pointer comes first. */
export const FilterItems = ({ choose }: Props) => {
  const subject = useFocusedSubject();
  const columns = columnsOnScreen(useColumns(), useChosenDevice());
  const pointedAt = useMenuColumn();
  const filter = useFilter();
  if (subject === null) return null;
  const filters = cellFilters(subject, columns, pointedAt);
  const hiding = filters.filter(({ isKnown }) => isKnown);
  const [first] = filters;
  const isPointedAt = first !== undefined && first.id === pointedAt && first.isKnown;
  const items = (
    of: readonly CellFilter[],
    label: (column: string, value: string) => string,
    term: (of: CellFilter) => string,
  ) =>
    of.map((one) => (
      <MenuItem key={one.id} onClick={choose(addTerm(term(one)))}>
        <Foreign text={label(one.column, one.value)} of={one.value} />
      </MenuItem>
    ));
  const submenu = (name: string, children: readonly ReactElement[]) => (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuItem>{name}</MenuItem>
      </MenuTrigger>
      <MenuPopover>
        <MenuList aria-label={name}>{children}</MenuList>
      </MenuPopover>
    </Menu>
  );
  return (
    <>
      <MenuDivider />
      {isPointedAt && (
        <>
          <MenuItem onClick={choose(addTerm(first.only))}>
            <Foreign text={words.only(first.column, first.value)} of={first.value} />
          </MenuItem>
          <MenuItem onClick={choose(addTerm(first.hide))}>
            <Foreign text={words.hide(first.column, first.value)} of={first.value} />
          </MenuItem>
        </>
      )}
      {submenu(
        words.onlyAny,
        items(filters, words.value, (of) => of.only),
      )}
      {submenu(
        words.hideAny,
        items(hiding, words.value, (of) => of.hide),
      )}
      {filter !== '' && (
        <MenuItem onClick={choose(() => viewEvents.userTypedFilter(''))}>{words.clearFilter}</MenuItem>
      )}
    </>
  );
};
