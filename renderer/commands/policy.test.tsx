import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { policyFrom, policySteps } from '#app/policy/policy.ts';
import { scenarioIds } from '#app/practice/scenarios.ts';
import { dialog, openWindow, row } from '../testing/open-window.tsx';
import { office, simulated } from '../testing/sessions.ts';

const now = Date.now();
const contact = 'Helpdesk, 4711';
const source = { kind: 'registry', place: 'HKLM\\Software\\Policies\\Unjam' } as const;

const openUnder = async (values: Readonly<Record<string, unknown>>) => {
  const policy = policyFrom({ contact, ...values }, source, { isWindows: true });
  return openWindow([...office(now), { type: 'environment', environment: { ...simulated, policy } }]);
};
const button = (name: string) => page.getByRole('button', { name });
const messages = () => page.getByRole('region', { name: 'Outcomes and notices' });

/** What each command needs of the policy. */
const commands = [
  ['close', 'destroy-socket'],
  ['scan', 'scan'],
  ['measure', 'measure'],
  ['probe-services', 'probe'],
  ['try-channel', 'trial'],
] as const;

describe('a command that the policy forbids', () => {
  it.each(commands)('%s is not offered without %s, and the others are', async (id, step) => {
    const main = await openUnder({ allowedSteps: policySteps.filter((one) => one !== step) });
    await page.getByRole('option', { name: 'M1522nf' }).click();
    await row('HP-SCAN').click();
    const offered = () =>
      commands.filter(([one]) => main.commandStates?.[one]?.isEnabled).map(([one]) => one);
    await expect.poll(offered).toEqual(commands.map(([one]) => one).filter((one) => one !== id));
  });

  it('says why on its button, and whom to ask', async () => {
    await openUnder({ allowedSteps: ['measure'] });
    await expect.element(button('Scan sockets')).toHaveAccessibleDescription(/policy.*ask Helpdesk, 4711/);
  });

  it('says so when its key is pressed, once, and asks nothing of main', async () => {
    const main = await openUnder({ lookOnly: true });
    await row('HP-SCAN').click();
    await userEvent.keyboard('{Delete}{Delete}');
    await expect
      .element(page.getByRole('contentinfo'))
      .toHaveTextContent(/the policy of this computer forbids it.*ask Helpdesk, 4711/);
    await expect.element(messages()).not.toBeInTheDocument();
    expect(main.calls).not.toContain('operation.start');
    expect(main.commandStates?.scan?.isEnabled).toBe(true);
  });

  it('closing needs the evidence that the policy asks for', async () => {
    const main = await openUnder({ minimumEvidence: 'stuck' });
    await row('HP-SCAN').click();
    await expect
      .element(button('Close channel…'))
      .toHaveAccessibleDescription(/evidence.*ask Helpdesk, 4711/);
    expect(main.commandStates?.close?.isEnabled).toBe(false);
  });

  it('no scenario is offered where simulated printers are forbidden', async () => {
    const main = await openUnder({ simulator: false });
    await expect.poll(() => main.commandStates?.['practise-full']?.isEnabled).toBe(false);
    expect(scenarioIds.every((id) => main.commandStates?.[`practise-${id}`]?.isEnabled === false)).toBe(true);
    main.chooseInMenu('practise-full');
    expect(main.calls).not.toContain('practice.start');
  });
});

it('the express yes over a job cannot be given where no job may be cut off, and the hint says why', async () => {
  await openUnder({ overJob: 'never' });
  await page.getByRole('option', { name: '3055' }).click();
  await row('PRINT').click();
  await userEvent.keyboard('{Delete}');
  const tick = dialog().getByRole('checkbox', { name: 'Cut off the job in progress' });
  await expect.element(tick).toBeDisabled();
  await expect.element(dialog()).toHaveTextContent(`ask ${contact}`);
});

it('the details say what the policy forbids, and offer the rest', async () => {
  await openUnder({ allowedSteps: policySteps.filter((one) => one !== 'destroy-socket') });
  await row('HP-SCAN').click();
  const details = page.getByRole('region', { name: 'Details' });
  await expect
    .element(details)
    .toHaveTextContent(/Not offered: .*socket.* – the policy .* ask Helpdesk, 4711/);
  await expect.element(details.getByRole('button', { name: 'Close channel…' })).not.toBeInTheDocument();
});

it('the status bar and About say that a policy holds, where it stands and whom to ask', async () => {
  const main = await openUnder({ lookOnly: true });
  await expect.element(page.getByRole('contentinfo')).toHaveTextContent('policy: look only');
  main.chooseInMenu('about');
  const about = page.getByRole('dialog', { name: /^Unjam/ });
  await expect.element(about).toHaveTextContent(`${source.place}; ask ${contact}`);
});

it('without a policy nothing is said of one', async () => {
  const main = await openWindow(office(now));
  await expect.element(page.getByRole('contentinfo')).not.toHaveTextContent('policy');
  await page.getByRole('option', { name: 'M1522nf' }).click();
  await row('HP-SCAN').click();
  for (const [id] of commands) await expect.poll(() => main.commandStates?.[id]?.isEnabled).toBe(true);
});
