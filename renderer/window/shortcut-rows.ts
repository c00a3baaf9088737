import type { MenuEntry, MenuGroup } from '#app/commands/menu-layout.ts';
import { commandWords, keyScopeWords, keyWords, menuRoleWords, submenuWords } from '#app/words/commands.ts';
import { shortcutsWords as words } from '#app/words/shortcuts.ts';

export interface ShortcutRow {
  readonly does: string;
  readonly keys: string;
}

const keysOf = (keys: readonly string[]): string => keys.map(keyWords).join(` ${words.or} `);

const hasKeys = (entry: MenuEntry): boolean =>
  (entry.kind === 'role' ? entry.keys : entry.command.keys).length > 0;

const rowOf = (entry: MenuEntry): ShortcutRow => {
  if (entry.kind === 'role') return { does: menuRoleWords[entry.role], keys: keysOf(entry.keys) };
  const { id, keys, keysWork } = entry.command;
  const where = keyScopeWords[keysWork];
  return { does: commandWords[id].label, keys: where === '' ? keysOf(keys) : `${keysOf(keys)}, ${where}` };
};

export const shortcutRows = ({ submenu, entries }: MenuGroup): ShortcutRow[] =>
  entries
    .filter(hasKeys)
    .map(rowOf)
    .map(({ does, keys }) => ({ does: submenu === null ? does : `${submenuWords[submenu]}: ${does}`, keys }));
