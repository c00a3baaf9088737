import { menuLayout } from '#app/commands/menu-layout.ts';
import type { MenuEntry, MenuGroup } from '#app/commands/menu-layout.ts';
import {
  commandWords,
  keyScopeWords,
  keyWords,
  menuRoleWords,
  menuWords,
  submenuWords,
} from '#app/words/commands.ts';
import { movingKeys, shortcutsWords as words } from '#app/words/shortcuts.ts';
import { DialogFrame } from '../ui/DialogFrame.tsx';

interface ShortcutRow {
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

const shortcutRows = ({ submenu, entries }: MenuGroup): ShortcutRow[] =>
  entries
    .filter(hasKeys)
    .map(rowOf)
    .map(({ does, keys }) => ({ does: submenu === null ? does : `${submenuWords[submenu]}: ${does}`, keys }));

interface Props {
  readonly onClose: () => void;
}

const Section = ({ title, rows }: { readonly title: string; readonly rows: readonly ShortcutRow[] }) => (
  <tbody>
    <tr>
      <th colSpan={2} scope="rowgroup">
        {title}
      </th>
    </tr>
    {rows.map(({ keys, does }) => (
      <tr key={does}>
        <td>{does}</td>
        <td>{keys}</td>
      </tr>
    ))}
  </tbody>
);

/** Every command that has keys, menu by menu. */
export const ShortcutsDialog = ({ onClose }: Props) => (
  <DialogFrame kind="text" title={words.title} leaveLabel={words.close} onLeave={onClose}>
    <table className="shortcuts" aria-label={words.title}>
      <thead>
        <tr>
          <th scope="col">{words.does}</th>
          <th scope="col">{words.keys}</th>
        </tr>
      </thead>
      {menuLayout()
        .map(({ id, groups }) => ({ id, rows: groups.flatMap(shortcutRows) }))
        .filter(({ rows }) => rows.length > 0)
        .map(({ id, rows }) => (
          <Section key={id} title={menuWords[id].replace('&', '')} rows={rows} />
        ))}
      <Section title={words.moving} rows={movingKeys} />
    </table>
  </DialogFrame>
);
