import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { commandIds, commands, menuRoles } from '#app/commands/command-list.ts';
import type { CommandId } from '#app/commands/command-list.ts';
import { commandWords } from '#app/words/commands.ts';
import { menuTemplate } from './menu-template.ts';

/** Every entry, those of menus in menus included. */
const itemsOf = (template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap(({ submenu }) => (Array.isArray(submenu) ? [...submenu, ...itemsOf(submenu)] : []));
const nothing = (): void => undefined;

describe('the application menu', () => {
  it('is the list of commands: labels, keys, and a choice gives the command', () => {
    const chosen: CommandId[] = [];
    const items = itemsOf(menuTemplate((id) => chosen.push(id), false)).filter(({ id }) => id !== undefined);
    expect(items.map(({ id }) => id).toSorted()).toEqual(commandIds.toSorted());
    for (const { id, keys } of commands) {
      const item = items.find((other) => other.id === id);
      expect(item).toMatchObject({ label: commandWords[id].label, enabled: false });
      expect(item?.accelerator).toBe(keys[0]);
      item?.click?.(undefined as never, undefined, undefined as never);
    }
    expect(chosen).toEqual(commandIds);
  });

  it('shows the keys of commands and leaves listening to the window', () => {
    const items = itemsOf(menuTemplate(nothing, false)).filter(({ id }) => id !== undefined);
    expect(items.every(({ registerAccelerator }) => registerAccelerator === false)).toBe(true);
  });

  it('has Electron’s own entries for text and for the window', () => {
    const roles = itemsOf(menuTemplate(nothing, false)).flatMap(({ role }) => role ?? []);
    expect(roles.toSorted()).toEqual(Object.keys(menuRoles).toSorted());
  });

  it('opens no developer tools, but where the window is developed', () => {
    expect(JSON.stringify(menuTemplate(nothing, false))).not.toContain('toggleDevTools');
    expect(JSON.stringify(menuTemplate(nothing, true))).toContain('toggleDevTools');
  });

  it('marks no letter of a menu twice', () => {
    const letters = menuTemplate(nothing, false).map(({ label }) => /&(.)/.exec(label ?? '')?.[1]);
    expect(letters).toEqual([...new Set(letters)]);
  });
});
