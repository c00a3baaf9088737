import {
  Menu,
  MenuButton,
  MenuDivider,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { MoreHorizontal16Regular } from '@fluentui/react-icons';
import { Fragment } from 'react';
import type { CommandId } from '#app/commands/command-list.ts';
import { windowWords } from '#app/words/window.ts';
import { useApi } from '../api.ts';
import { CommandItem } from '../commands/CommandItem.tsx';
import { runCommand } from '../commands/run-command.ts';

/** What is rarely needed, between lines. */
const groups: readonly (readonly CommandId[])[] = [
  ['probe-services', 'try-channel'],
  ['save-csv', 'choose-columns', 'thresholds'],
  ['restart-as-administrator'],
  ['shortcuts', 'about'],
];

/** The commands that would crowd the toolbar. */
export const MoreMenu = () => {
  const api = useApi();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          size="small"
          appearance="subtle"
          aria-label={windowWords.toolbar.more}
          title={windowWords.toolbar.more}
          icon={<MoreHorizontal16Regular />}
          menuIcon={null}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {groups.map((ids, index) => (
            <Fragment key={ids.join()}>
              {index > 0 && <MenuDivider />}
              {ids.map((id) => (
                <CommandItem key={id} id={id} onChoose={() => runCommand(id, api)} />
              ))}
            </Fragment>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
