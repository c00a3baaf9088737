import { expect } from 'vitest';
import { cleanup, render } from 'vitest-browser-react';
import { cdp, page } from 'vitest/browser';
import type { SessionState } from '#app/session/state.ts';
import type { SettingsChange } from '#app/settings/settings.ts';
import type { TestEvent } from '#app/testing/stamped.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { App } from '../App.tsx';
import { trialEvents } from '../operations/trial-store.ts';
import { sessionEvents } from '../state/session-store.ts';
import { windowOpenedWithoutSettings } from '../state/settings-store.ts';
import { tableEvents } from '../state/table-store.ts';
import { viewEvents } from '../state/view-store.ts';
import { loadTheRest } from '../ui/later.tsx';
import { FakeMain } from './fake-main.ts';
import '../styles.css';

/** Playwright's own types of the session would bring Node's globals along. */
interface DevTools {
  send(method: string, parameters: object): Promise<unknown>;
}

type Look = 'light' | 'dark' | 'high-contrast';

/** What the system asks for; motion stays reduced, so that nothing is caught half faded in. */
export const setLook = async (look: Look): Promise<void> => {
  await (cdp() as unknown as DevTools).send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'prefers-color-scheme', value: look === 'dark' ? 'dark' : 'light' },
      { name: 'forced-colors', value: look === 'high-contrast' ? 'active' : 'none' },
    ],
  });
};

/** A fresh page on this main: nothing of what the window knew is left. */
export const loadPage = async (main: FakeMain): Promise<void> => {
  // a test waits for the window, not for its modules
  await loadTheRest();
  const readyBefore = main.inputs('window.ready').length;
  await cleanup();
  sessionEvents.windowOpened();
  viewEvents.windowOpened();
  tableEvents.windowOpened();
  windowOpenedWithoutSettings();
  trialEvents.windowOpened();
  document.getElementById('root')?.remove();
  const container = document.createElement('div');
  container.id = 'root';
  document.body.append(container);
  await render(<App api={main.api} />, { container });
  await expect.poll(() => main.inputs('window.ready').length).toBe(readyBefore + 1);
};

/** More columns than at first: what tests look for. `columns: []` is what a person gets who never chose any. */
const manyColumns = (
  [
    ...(['state', 'service', 'host', 'peripheral', 'holder'] as const),
    ...(['job', 'device', 'age', 'look', 'outcome'] as const),
  ] satisfies ColumnId[]
).map((id) => ({ id, shown: true, width: null }));

/** The whole window on a main that has seen these events, or is in this state. */
export const openWindow = async (
  before: readonly TestEvent[] | SessionState,
  size: readonly [width: number, height: number] = [1280, 800],
  settings: SettingsChange = {},
): Promise<FakeMain> => {
  await page.viewport(...size);
  const main = new FakeMain(Array.isArray(before) ? before : []);
  if (!Array.isArray(before)) main.state = before as SessionState;
  main.settings = { ...main.settings, columns: manyColumns, ...settings };
  await loadPage(main);
  return main;
};

/** Opens the menu of what is rarely needed. */
export const openMore = (): Promise<void> => page.getByRole('button', { name: 'More commands' }).click();

export const grid = () => page.getByRole('grid', { name: 'Channels' });
export const rows = () => grid().getByRole('row').elements().slice(1);
/** The text of the first four cells: state, service, host socket, peripheral socket. */
export const rowTexts = (): string[] =>
  rows().map((row) =>
    [...row.querySelectorAll('[role=gridcell]')]
      .slice(0, 3)
      .map((cell) => cell.textContent)
      .join(' '),
  );
export const row = (text: string | RegExp) => grid().getByRole('row', { name: text });

/** What the keyboard is on in the grid, by its text. */
export const activeRow = (): string => {
  const id = grid().element().getAttribute('aria-activedescendant');
  return (id === null ? null : document.getElementById(id)?.textContent) ?? '';
};

export const dialog = () => page.getByRole('alertdialog');
export const notice = () => page.getByRole('region', { name: 'Outcomes and notices' });
export const spoken = () => page.getByRole('status');

/** Colours are theirs only once every transition has ended. */
export const transitionsEnded = async (): Promise<void> => {
  let running: readonly Animation[];
  // one may begin while another is waited for
  do {
    await new Promise((painted) => requestAnimationFrame(painted));
    running = document.getAnimations().filter(({ playState, effect }) => {
      return playState === 'running' && effect?.getComputedTiming().iterations !== Infinity;
    });
    await Promise.all(running.map((animation) => animation.finished.catch(() => undefined)));
  } while (running.length > 0);
};
