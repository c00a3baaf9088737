import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { scenarioIds } from '#app/practice/scenarios.ts';
import { activeRow, openWindow, row } from '../testing/open-window.tsx';
import { m1522, office, simulated } from '../testing/sessions.ts';

const now = Date.now();

it('every scenario is offered; the one that is open is marked', async () => {
  const main = await openWindow(office(now));
  await expect.poll(() => main.commandStates?.['practise-office']?.isMarked).toBe(true);
  const marked = scenarioIds.filter((id) => main.commandStates?.[`practise-${id}`]?.isMarked);
  expect(marked).toEqual(['office']);
  main.chooseInMenu('practise-stuck-print');
  await expect.poll(() => main.inputs('practice.start')).toEqual([{ scenario: 'stuck-print' }]);
});

it('nothing that was chosen among other devices holds on', async () => {
  const main = await openWindow(office(now));
  await page.getByRole('listbox', { name: 'Devices' }).getByRole('option', { name: 'M1522nf' }).click();
  await row('HP-SCAN').click();
  expect(main.commandStates?.close?.isEnabled).not.toBeUndefined();
  main.chooseInMenu('practise-full');
  await expect
    .element(page.getByRole('option', { name: 'All devices' }))
    .toHaveAttribute('aria-selected', 'true');
  expect(activeRow()).not.toContain(m1522.id);
});

it('practice is left only where real devices may be touched', async () => {
  const main = await openWindow(office(now));
  await expect.poll(() => main.commandStates?.['leave-practice']?.isEnabled).toBe(false);
  main.chooseInMenu('leave-practice');
  expect(main.calls).not.toContain('practice.leave');
  main.happen({ type: 'environment', environment: { ...simulated, devicesForbidden: null } });
  await expect.poll(() => main.commandStates?.['leave-practice']?.isEnabled).toBe(true);
  main.chooseInMenu('leave-practice');
  await expect.poll(() => main.calls).toContain('practice.leave');
});

it('title, banner, border and status say that it is a simulation, and cease to when it is none', async () => {
  const main = await openWindow(office(now));
  const frame = () => document.querySelector('.window') as HTMLElement;
  expect(document.title).toContain('SIMULATION');
  await expect.element(page.getByRole('complementary', { name: 'Simulation' })).toBeVisible();
  expect(getComputedStyle(frame()).borderLeftWidth).toBe('3px');
  const real = { ...simulated, mode: 'windows' as const, scenario: null, simulationReason: null };
  main.happen({ type: 'environment', environment: { ...real, devicesForbidden: null } });
  await expect.poll(() => document.title).toBe('Unjam');
  await expect.element(page.getByRole('complementary', { name: 'Simulation' })).not.toBeInTheDocument();
  expect(getComputedStyle(frame()).borderLeftWidth).toBe('0px');
  await expect.element(page.getByRole('contentinfo')).not.toHaveTextContent('Simulator');
});
