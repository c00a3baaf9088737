import type { MenuItemConstructorOptions } from 'electron';
import type { Command, CommandId } from '#app/commands/command-list.ts';
import { menuLayout } from '#app/commands/menu-layout.ts';
import type { MenuEntry, MenuGroup } from '#app/commands/menu-layout.ts';
import { commandWords, menuRoleWords, menuWords, submenuWords } from '#app/words/commands.ts';

const types = { tick: 'checkbox', dot: 'radio' } as const;

/** The keys are shown only: the window itself listens to them, so that there is one path from keys to commands. */
const commandItem = (
  { id, keys, mark }: Command,
  choose: (id: CommandId) => void,
): MenuItemConstructorOptions => ({
  id,
  label: commandWords[id].label,
  type: mark === null ? 'normal' : types[mark],
  // until the window has said what it offers
  enabled: false,
  registerAccelerator: false,
  ...(keys[0] === undefined ? {} : { accelerator: keys[0] }),
  click: () => choose(id),
});

const itemOf = (entry: MenuEntry, choose: (id: CommandId) => void): MenuItemConstructorOptions =>
  entry.kind === 'command'
    ? commandItem(entry.command, choose)
    : { role: entry.role, label: menuRoleWords[entry.role], accelerator: entry.keys[0] ?? '' };

const groupItems = (
  { submenu, entries }: MenuGroup,
  isFirst: boolean,
  choose: (id: CommandId) => void,
): MenuItemConstructorOptions[] => {
  const items = entries.map((entry) => itemOf(entry, choose));
  if (submenu !== null) return [{ label: submenuWords[submenu], submenu: items }];
  return isFirst ? items : [{ type: 'separator' }, ...items];
};

/** The application menu, made of the list of commands. */
export const menuTemplate = (
  choose: (id: CommandId) => void,
  withDevTools: boolean,
): MenuItemConstructorOptions[] => [
  ...menuLayout().map(({ id, groups }): MenuItemConstructorOptions => ({
    label: menuWords[id],
    submenu: groups.flatMap((group, index) => groupItems(group, index === 0, choose)),
  })),
  ...(withDevTools
    ? [{ label: 'Develop', submenu: [{ role: 'reload' as const }, { role: 'toggleDevTools' as const }] }]
    : []),
];
