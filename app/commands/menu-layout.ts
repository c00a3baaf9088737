import { commands, menuGroups, menuRoleIds, menuRoles, submenus } from './command-list.ts';
import type { Command, MenuId, MenuRole, Place, Submenu } from './command-list.ts';

export type MenuEntry =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'role'; readonly role: MenuRole; readonly keys: readonly string[] };

/** The entries between two lines, or those of a menu in the menu. */
export interface MenuGroup {
  readonly submenu: Submenu | null;
  readonly entries: readonly MenuEntry[];
}

export interface MenuLayout {
  readonly id: MenuId;
  readonly groups: readonly MenuGroup[];
}

/** The menus as they are shown; no group and no menu is empty. */
export const menuLayout = (): readonly MenuLayout[] =>
  (Object.keys(menuGroups) as MenuId[])
    .map((id) => ({ id, groups: groupsOf(id) }))
    .filter(({ groups }) => groups.length > 0);

const groupsOf = (menu: MenuId): MenuGroup[] =>
  menuGroups[menu]
    .map((group) => `${menu}/${group}` as Place)
    .map((place) => ({
      submenu: submenus.find((one) => one === place) ?? null,
      entries: entriesAt(place),
    }))
    .filter(({ entries }) => entries.length > 0);

const entriesAt = (place: Place): MenuEntry[] => [
  ...commands
    .filter((command) => command.place === place)
    .map((command): MenuEntry => ({ kind: 'command', command })),
  ...menuRoleIds
    .filter((role) => menuRoles[role].place === place)
    .map((role): MenuEntry => ({ kind: 'role', role, keys: menuRoles[role].keys })),
];

/** The menu of a row: its commands, in groups. */
export const rowMenuLayout = (): readonly (readonly Command[])[] => {
  const offered = commands.filter(({ inRowMenu }) => inRowMenu);
  return [...new Set(offered.map(({ place }) => place))].map((place) =>
    offered.filter((command) => command.place === place),
  );
};
