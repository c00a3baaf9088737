import { MenuDivider } from '@fluentui/react-components';
import { Fragment } from 'react';
import type { CommandId } from '#app/commands/command-list.ts';
import { rowMenuLayout } from '#app/commands/menu-layout.ts';
import { rowWords } from '#app/words/rows.ts';
import { useApi } from '../api.ts';
import { CommandItem } from '../commands/CommandItem.tsx';
import { runCommand } from '../commands/run-command.ts';
import { useMenuAt, viewEvents, viewNow } from '../state/view-store.ts';
import { focusGrid } from '../ui/focus.ts';
import { MenuAt } from '../ui/MenuAt.tsx';
import { FilterItems } from './FilterItems.tsx';
import { StepItems } from './StepItems.tsx';

const groups = rowMenuLayout();

const leave = (): void => {
  if (viewNow().menuAt === null) return;
  viewEvents.userLeftMenu();
  focusGrid();
};

export const RowMenu = () => {
  const api = useApi();
  const at = useMenuAt();
  if (at === null) return null;
  /** The menu goes last: between it and a dialog the rows must not move. */
  const chooseThen = (run: () => void) => (): void => {
    focusGrid();
    run();
    viewEvents.userLeftMenu();
  };
  const choose = (id: CommandId) => chooseThen(() => runCommand(id, api));
  return (
    <MenuAt x={at.x} y={at.y} label={rowWords.menu.name} onLeave={leave}>
      {groups.map((group, index) => (
        <Fragment key={group[0]?.id}>
          {index > 0 && <MenuDivider />}
          {group.map(({ id }) => (
            <CommandItem key={id} id={id} onChoose={choose(id)} />
          ))}
        </Fragment>
      ))}
      <StepItems choose={chooseThen} />
      <FilterItems choose={chooseThen} />
    </MenuAt>
  );
};
