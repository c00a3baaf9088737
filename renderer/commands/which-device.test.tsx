import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { dialog, openWindow, row } from '../testing/open-window.tsx';
import { found, lj3055, m1522, office, oj7310 } from '../testing/sessions.ts';

const now = Date.now();
const measure = () => page.getByRole('toolbar').getByRole('button', { name: 'Measure' });
const status = () => page.getByRole('contentinfo');

describe('a command for one device means', () => {
  it('that of the selected row, whatever device is chosen', async () => {
    await openWindow(office(now));
    await row(/PRINT.*3055/).click();
    await measure().click();
    await expect.element(dialog()).toHaveTextContent(lj3055.name);
  });

  it('without a row the chosen one', async () => {
    await openWindow([found(now, [m1522, oj7310])]);
    await page.getByRole('option', { name: '7310' }).click();
    await measure().click();
    await expect.element(dialog()).toHaveTextContent(oj7310.name);
  });

  it('the only one, where there is one', async () => {
    await openWindow([found(now, [oj7310])]);
    await measure().click();
    await expect.element(dialog()).toHaveTextContent(oj7310.name);
  });

  it('none where rows of several are selected, and says so', async () => {
    await openWindow(office(now));
    await userEvent.keyboard('{Control>}a{/Control}');
    await expect.element(measure()).toHaveAttribute('aria-disabled', 'true');
    await expect.element(measure()).toHaveAccessibleDescription(/several devices are selected/);
  });
});

describe('a command that cannot be given', () => {
  it('says why when its key is pressed', async () => {
    await openWindow([found(now, [m1522])]);
    await userEvent.keyboard('{Delete}');
    await expect.element(status()).toHaveTextContent('Select a channel in the list first.');
  });

  it('says why when the menu of the application gives it', async () => {
    const main = await openWindow([found(now, [m1522, oj7310])]);
    main.chooseInMenu('measure');
    await expect.element(status()).toHaveTextContent('Select a channel or a device first.');
    expect(dialog().elements()).toEqual([]);
  });
});

it('what is needed often is a button: measure, the ticket text and the audit trail', async () => {
  const main = await openWindow(office(now));
  const button = (name: string) => page.getByRole('toolbar').getByRole('button', { name });
  await button('Copy ticket text').click();
  await expect.poll(() => main.copied.length).toBe(1);
  await button('Audit trail').click();
  await expect.element(page.getByRole('dialog', { name: 'Audit trail' })).toBeVisible();
});
