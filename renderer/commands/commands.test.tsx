import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { commandIds, commands } from '#app/commands/command-list.ts';
import { commandWords, keyWords } from '#app/words/commands.ts';
import { movingKeys } from '#app/words/shortcuts.ts';
import { dialog, grid, openWindow, row, transitionsEnded } from '../testing/open-window.tsx';
import { found, m1522, office, oj7310 } from '../testing/sessions.ts';
import { handlers } from './handlers.ts';

const now = Date.now();
const plain = (name: string) => page.getByRole('dialog', { name });

it('every command has a handler', () => {
  expect(Object.keys(handlers).toSorted()).toEqual(commandIds.toSorted());
});

describe('the application menu', () => {
  it('is told what it can offer, and again only when that changed', async () => {
    const main = await openWindow(office(now));
    await expect.poll(() => main.commandStates?.['select-all']?.isEnabled).toBe(true);
    expect(main.commandStates?.close?.isEnabled).toBe(true);
    await row('HP-SCAN').click();
    const told = (): number => main.calls.filter((call) => call === 'window.commandStates').length;
    const before = told();
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    await userEvent.keyboard('{Delete}');
    await expect.poll(() => main.commandStates?.refresh?.isEnabled).toBe(false);
    expect(told()).toBe(before + 1);
  });

  it('gives the same commands as keys and buttons', async () => {
    const main = await openWindow(office(now));
    main.chooseInMenu('refresh');
    await expect.poll(() => main.calls).toContain('session.refresh');
    main.chooseInMenu('focus-filter');
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
    main.chooseInMenu('select-all');
    await expect.poll(() => grid().element().querySelectorAll('[aria-selected=true]').length).toBe(5);
    main.chooseInMenu('close');
    await expect.element(dialog()).toBeVisible();
  });

  it('is obeyed no more than the window offers', async () => {
    const main = await openWindow([found(now, [m1522, oj7310])]);
    main.chooseInMenu('measure');
    main.chooseInMenu('close');
    main.chooseInMenu('shortcuts');
    await expect.element(plain('Keyboard shortcuts')).toBeVisible();
    main.chooseInMenu('refresh');
    expect(main.calls).not.toContain('session.refresh');
    await expect.element(dialog()).not.toBeInTheDocument();
  });
});

describe('keyboard shortcuts', () => {
  it('open with F1 and show every command that has keys', async () => {
    await openWindow(office(now));
    await userEvent.keyboard('{F1}');
    const shown = plain('Keyboard shortcuts');
    await expect.element(shown).toBeVisible();
    for (const { id, keys } of commands.filter(({ keys }) => keys.length > 0)) {
      const line = shown.getByRole('row', { name: commandWords[id].label });
      for (const key of keys) await expect.element(line).toHaveTextContent(keyWords(key));
    }
    for (const { does } of movingKeys) await expect.element(shown).toHaveTextContent(does);
    await transitionsEnded();
    expect((await axe.run(document.body)).violations.map(({ id }) => id)).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.element(shown).not.toBeInTheDocument();
    await expect.element(grid()).toHaveFocus();
  });
});

it('a key that is held down is one command', async () => {
  const main = await openWindow(office(now));
  for (const repeat of [false, true, true]) {
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'F5', repeat, cancelable: true }));
  }
  expect(main.calls.filter((call) => call === 'session.refresh')).toHaveLength(1);
});

it('about tells the version and what it runs on, and what it was never run on', async () => {
  const main = await openWindow(office(now));
  main.chooseInMenu('about');
  const about = plain(`Unjam ${main.state.environment.version}`);
  await expect.element(about).toHaveTextContent(main.state.environment.runtime.version);
  await expect.element(about).toHaveTextContent('has not been run against a real DOT4 driver');
});

it('the theme is a setting, and the menu marks it', async () => {
  const main = await openWindow(office(now));
  await expect.poll(() => main.commandStates?.['theme-system']?.isMarked).toBe(true);
  main.chooseInMenu('theme-dark');
  expect(main.settings.theme).toBe('dark');
  await expect.poll(() => main.commandStates?.['theme-dark']?.isMarked).toBe(true);
  expect(main.commandStates?.['theme-system']?.isMarked).toBe(false);
});
