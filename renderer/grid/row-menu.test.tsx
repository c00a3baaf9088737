import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { dialog, openWindow, row } from '../testing/open-window.tsx';
import { office } from '../testing/sessions.ts';
import { violations } from '../testing/violations.ts';

const now = Date.now();
const menu = () => page.getByRole('menu', { name: 'Channel' });

it('the menu of a row has the steps that can be run, and asks before one', async () => {
  const main = await openWindow(office(now));
  await row(/HP-SCAN/).click({ button: 'right' });
  await expect.element(menu().getByRole('menuitem', { name: 'Close channel…' })).toBeVisible();
  expect(await violations(true)).toEqual([]);
  await menu().getByRole('menuitem', { name: 'Switch off and on…' }).click();
  await expect.element(dialog()).toHaveTextContent('HP LaserJet M1522nf MFP');
  await userEvent.keyboard('{Escape}');
  expect(main.asked('remedy')).toEqual([]);
});

it('what is not known is neither shown alone nor hidden', async () => {
  await openWindow(office(now));
  await row(/HP-SCAN/)
    .getByRole('gridcell')
    .nth(5)
    .click({ button: 'right' });
  await expect.element(menu()).toBeVisible();
  expect(menu().element().textContent).not.toMatch(/Hide Job|Show only Job/);
});
