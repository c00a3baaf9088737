import { afterEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { commands } from '#app/commands/command-list.ts';
import { viewEvents } from '../state/view-store.ts';
import { grid, openWindow } from '../testing/open-window.tsx';
import { office } from '../testing/sessions.ts';
import { handlers } from './handlers.ts';

const modifiers: Readonly<Record<string, string>> = { Ctrl: 'Control', Shift: 'Shift', Alt: 'Alt' };

/** 'Ctrl+Shift+C' as a keyboard sends it. */
const typed = (accelerator: string): string => {
  const parts = accelerator.split('+');
  const held = parts.slice(0, -1).map((part) => modifiers[part] ?? part);
  const key = parts.at(-1) ?? '';
  return [
    ...held.map((name) => `{${name}>}`),
    key.length === 1 ? key.toLowerCase() : `{${key}}`,
    ...held.toReversed().map((name) => `{/${name}}`),
  ].join('');
};

afterEach(() => vi.restoreAllMocks());

it.each(commands.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const)))(
  '%s, pressed in the list of channels, gives the command %s, once',
  async (key, id) => {
    await openWindow(office(Date.now()));
    await expect.element(grid()).toHaveFocus();
    await userEvent.keyboard('{Home}');
    // so that there is one to clear; it matches every row
    viewEvents.userTypedFilter('hp');
    const given = Object.entries(handlers).map(
      ([name, handler]) => [name, vi.spyOn(handler, 'run').mockReturnValue(undefined)] as const,
    );
    await userEvent.keyboard(typed(key));
    expect(given.flatMap(([name, run]) => run.mock.calls.map(() => name))).toEqual([id]);
  },
);
