import { MenuDivider } from '@fluentui/react-components';
import { Fragment } from 'react';
import type { CommandId } from '#app/commands/command-list.ts';
import { devicesWords } from '#app/words/devices.ts';
import { useApi } from '../api.ts';
import { CommandItem } from '../commands/CommandItem.tsx';
import { runCommand } from '../commands/run-command.ts';
import { tableEvents, tableNow, useOverlay } from '../state/table-store.ts';
import { focusFirstDevice } from '../ui/focus.ts';
import { MenuAt } from '../ui/MenuAt.tsx';

const groups: readonly (readonly CommandId[])[] = [
  ['find-stuck'],
  ['scan', 'probe-services', 'measure', 'try-channel'],
  ['copy-ticket'],
  ['restart-as-administrator'],
];

const leave = (): void => {
  if (tableNow().overlay?.kind !== 'device-menu') return;
  tableEvents.userLeftOverlay();
  focusFirstDevice();
};

/** What can be done with the chosen device. */
export const DeviceMenu = () => {
  const api = useApi();
  const overlay = useOverlay();
  if (overlay?.kind !== 'device-menu') return null;
  const choose = (id: CommandId) => (): void => {
    leave();
    runCommand(id, api);
  };
  return (
    <MenuAt x={overlay.x} y={overlay.y} label={devicesWords.menu} onLeave={leave}>
      {groups.map((ids, index) => (
        <Fragment key={ids.join()}>
          {index > 0 && <MenuDivider />}
          {ids.map((id) => (
            <CommandItem key={id} id={id} onChoose={choose(id)} />
          ))}
        </Fragment>
      ))}
    </MenuAt>
  );
};
