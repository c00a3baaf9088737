import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { openWindow } from '../testing/open-window.tsx';
import { found, m1522, office } from '../testing/sessions.ts';

const now = Date.now();
const button = (name: string) => page.getByRole('button', { name });
const status = () => page.getByRole('contentinfo');

describe('rate and pause', () => {
  it('pauses with the button and with Ctrl+Shift+P, not with Ctrl+P, says so, and goes on', async () => {
    const main = await openWindow(office(now));
    await expect.element(status()).toHaveTextContent('looked at');
    await button('Pause').click();
    await expect.element(button('Pause')).toHaveAttribute('aria-pressed', 'true');
    await expect.element(status()).toHaveTextContent('paused, as of');
    await expect.poll(() => main.commandStates?.pause?.isMarked).toBe(true);
    await userEvent.keyboard('{Control>}p{/Control}');
    await expect.element(button('Pause')).toHaveAttribute('aria-pressed', 'true');
    await userEvent.keyboard('{Control>}{Shift>}p{/Shift}{/Control}');
    await expect.element(button('Pause')).toHaveAttribute('aria-pressed', 'false');
    expect(main.state.updates.isPaused).toBe(false);
  });

  it('another rate is chosen in the toolbar, and goes on', async () => {
    const main = await openWindow(office(now));
    main.happen({ type: 'updates-set', updates: { rateMs: 1_000, isPaused: true } });
    await button('Looks every 1 s').click();
    await page.getByRole('menuitemradio', { name: 'Every 5 seconds' }).click();
    await expect.element(button('Looks every 5 s')).toBeVisible();
    expect(main.state.updates).toEqual({ rateMs: 5_000, isPaused: false });
  });

  it('the application menu has the same rates', async () => {
    const main = await openWindow(office(now));
    main.chooseInMenu('rate-500');
    await expect.element(button('Looks every 0.5 s')).toBeVisible();
    await expect.poll(() => main.commandStates?.['rate-500']?.isMarked).toBe(true);
  });

  it('an empty table says that it may be out of date', async () => {
    const main = await openWindow([found(now, [m1522])]);
    main.happen({ type: 'updates-set', updates: { rateMs: 1_000, isPaused: true } });
    const shown = page.getByRole('main');
    await expect.element(shown).toHaveTextContent('Paused – Not scanned yet');
    await expect.element(shown).toHaveTextContent('Press F5 to look once, or Ctrl+Shift+P to go on');
    await expect.element(shown).toHaveTextContent('Find what is stuck scans');
  });
});
