import { menuLayout } from '#app/commands/menu-layout.ts';
import { menuWords } from '#app/words/commands.ts';
import { movingKeys, shortcutsWords as words } from '#app/words/shortcuts.ts';
import { PlainDialog } from '../ui/PlainDialog.tsx';
import { shortcutRows } from './shortcut-rows.ts';
import type { ShortcutRow } from './shortcut-rows.ts';

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
  <PlainDialog title={words.title} closeLabel={words.close} onClose={onClose}>
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
  </PlainDialog>
);
