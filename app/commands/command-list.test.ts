import { describe, expect, it } from 'vitest';
import { commandWords } from '../words/commands.ts';
import { commandIds, commands, menuRoles } from './command-list.ts';
import { menuLayout, rowMenuLayout } from './menu-layout.ts';

const known = /^(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?(?:[A-Z0-9/,.-]|Plus|F\d{1,2}|Delete|Enter|Pause|Escape)$/;

describe('the list of commands', () => {
  it('gives no keys twice, those of Electron’s own entries included', () => {
    const keys = [...commands, ...Object.values(menuRoles)].flatMap((entry) => entry.keys);
    expect(keys).toEqual([...new Set(keys)]);
  });

  it('writes keys in one way only', () => {
    for (const key of commands.flatMap(({ keys }) => keys)) expect(key).toMatch(known);
  });

  it('takes no key that types a character from a text field', () => {
    for (const { id, keys, keysWork } of commands) {
      const isTyped = keys.some((key) => /^(?:Shift\+)?(?:.|Delete|Enter)$/.test(key));
      if (isTyped) expect([id, keysWork]).not.toEqual([id, 'anywhere']);
    }
  });

  it('has words for every command, and no label twice', () => {
    const labels = commandIds.map((id) => commandWords[id].label);
    expect(labels.every((label) => label !== '')).toBe(true);
    expect(labels).toEqual([...new Set(labels)]);
  });
});

describe('the menus', () => {
  it('have every command and role once', () => {
    const entries = menuLayout().flatMap(({ groups }) => groups.flatMap((group) => group.entries));
    const ids = entries.map((entry) => (entry.kind === 'command' ? entry.command.id : entry.role));
    expect(ids.toSorted()).toEqual([...commandIds, ...Object.keys(menuRoles)].toSorted());
  });

  it('have no empty group', () => {
    for (const { groups } of menuLayout())
      expect(groups.every((group) => group.entries.length > 0)).toBe(true);
  });

  it('of a row have what the list says, and nothing else', () => {
    const offered = rowMenuLayout().flat();
    expect(offered.map(({ id }) => id)).toEqual(['close', 'details', 'copy-rows', 'copy-ticket', 'scan']);
    expect(offered.every((command) => commands.includes(command))).toBe(true);
  });
});
