import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Fault } from '#app/faults/fault.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { openWindow } from '../testing/open-window.tsx';
import { office, simulated } from '../testing/sessions.ts';
import { violations } from '../testing/violations.ts';

const now = Date.now();
const environment = (link: 'open' | 'lost') => ({
  ...simulated,
  mode: 'windows' as const,
  scenario: null,
  simulationReason: null,
  devicesForbidden: null,
  computer: 'FRONT-DESK',
  user: 'ines',
  remote: { host: 'pc-7', link },
});

const dialog = page.getByRole('dialog', { name: 'Connect to a computer' });
const host = page.getByRole('combobox', { name: 'Computer' });
const openDialog = async (hosts: string[] = []) => {
  const main = await openWindow(office(now));
  main.hosts = hosts;
  await userEvent.keyboard('{Control>}o{/Control}');
  await expect.element(host).toHaveFocus();
  return main;
};

it('a computer is named and connected to by keyboard; names of before are offered', async () => {
  const main = await openDialog(['pc-7', 'till-3']);
  await expect.poll(() => document.querySelectorAll('datalist option').length).toBe(2);
  await userEvent.keyboard('pc-7{Enter}');
  await expect.poll(() => main.inputs('remote.connect')).toEqual([{ host: 'pc-7', copy: false }]);
  await expect.element(dialog).not.toBeInTheDocument();
});

it('what cannot be a computer is said while it is typed, and is not sent', async () => {
  const main = await openDialog();
  await userEvent.keyboard('-oProxyCommand=x{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('cannot be the name of a computer');
  expect(main.inputs('remote.connect')).toEqual([]);
});

it('connecting can be stopped: the name stays, to try again', async () => {
  const main = await openDialog();
  let answer: (result: Result<undefined, Fault>) => void = () => undefined;
  main.connecting = new Promise((resolve) => (answer = resolve));
  await userEvent.keyboard('pc-7{Enter}');
  await expect.element(page.getByText('Connecting to pc-7…')).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => main.calls).toContain('remote.disconnect');
  answer({ ok: false, fault: { kind: 'not-connected', host: 'pc-7', because: 'cancelled', said: '' } });
  await expect.element(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expect.element(host).toHaveValue('pc-7');
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});

it('where there is no Unjam it can be copied there, after a question', async () => {
  const main = await openDialog();
  main.faults.connect = { kind: 'not-connected', host: 'pc-7', because: 'no-unjam', said: 'not found' };
  await userEvent.keyboard('pc-7{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('There is no Unjam on pc-7');
  await page.getByRole('button', { name: 'Copy Unjam there…' }).click();
  await expect.element(page.getByRole('alertdialog')).toHaveTextContent('Nothing is installed');
  expect(await violations()).toEqual([]);
  main.connecting = Promise.resolve(ok(undefined));
  await page.getByRole('button', { name: 'Copy and connect' }).click();
  await expect.poll(() => main.inputs('remote.connect').at(-1)).toEqual({ host: 'pc-7', copy: true });
  await expect.element(page.getByRole('alertdialog')).not.toBeInTheDocument();
});

it('title, frame, banner and status name the other computer, and cease to with this one', async () => {
  const main = await openWindow(office(now));
  main.happen({ type: 'environment', environment: environment('open') });
  const banner = page.getByRole('complementary', { name: 'Another computer' });
  await expect.element(banner).toHaveTextContent('Connected to pc-7FRONT-DESK, as ines');
  expect(document.title).toBe('Unjam – pc-7');
  await expect.element(page.getByRole('contentinfo')).toHaveTextContent('on pc-7');
  expect(document.querySelector('.window')?.getAttribute('data-remote')).toBe('open');
  await expect.poll(() => main.commandStates?.['leave-practice']?.isEnabled).toBe(false);
  expect(main.commandStates?.['restart-as-administrator']?.isEnabled).toBe(false);
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect.poll(() => main.calls).toContain('remote.disconnect');
});

it('a lost connection is said, nothing is offered that needs it, and it is taken up again', async () => {
  const main = await openWindow(office(now));
  main.happen({ type: 'environment', environment: environment('lost') });
  const banner = page.getByRole('complementary', { name: 'Another computer' });
  await expect.element(banner).toHaveTextContent('What was begun there is ended there.');
  await expect.poll(() => main.commandStates?.scan?.isEnabled).toBe(false);
  expect(main.commandStates?.['copy-ticket']?.isEnabled).toBe(true);
  expect(await violations()).toEqual([]);
  await banner.getByRole('button', { name: 'Connect again' }).click();
  await expect.poll(() => main.inputs('remote.connect')).toEqual([{ host: 'pc-7', copy: false }]);
});
