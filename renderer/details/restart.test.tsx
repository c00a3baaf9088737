import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Environment } from '#app/session/state.ts';
import { openWindow } from '../testing/open-window.tsx';
import { found, m1522, scanFailed, simulated } from '../testing/sessions.ts';

const now = Date.now();
const everywhere = () => page.getByRole('button', { name: 'Restart as administrator' });
const button = () =>
  page.getByRole('region', { name: 'Details' }).getByRole('button', { name: 'Restart as administrator' });

const openDenied = async (environment: Partial<Environment>) => {
  const ntstatus = ntStatus('STATUS_ACCESS_DENIED');
  const fault: Fault = { kind: 'access-denied', deviceId: m1522.id, ntstatus };
  const main = await openWindow([
    { type: 'environment', environment: { ...simulated, ...environment } },
    found(now, [m1522]),
    ...scanFailed(now, m1522.id, fault),
  ]);
  await page.getByRole('option', { name: 'M1522' }).click();
  return main;
};

const real = { mode: 'windows', platform: 'win32', elevated: false } as const;

it('asks main to start anew, and says why it did not happen', async () => {
  const main = await openDenied(real);
  main.faults.restart = { kind: 'restart-refused', systemError: 5 };
  await button().click();
  expect(main.calls).toContain('window.restartAsAdministrator');
  await expect.element(page.getByText('Unjam was not started as administrator')).toBeVisible();
});

it('is shown and does nothing in a simulation', async () => {
  const main = await openDenied({ elevated: false });
  await expect.element(button()).toHaveAttribute('aria-disabled', 'true');
  await expect.element(button()).toHaveAccessibleDescription(/^Simulated/);
  expect(main.calls).not.toContain('window.restartAsAdministrator');
});

it('is not there for whoever is an administrator already', async () => {
  await openDenied({ ...real, elevated: true });
  await expect.element(page.getByText('The device refuses to be opened')).toBeVisible();
  expect(everywhere().query()).toBeNull();
});
