import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { nothingCutOff } from '#app/operations/confirmation.ts';
import { dialog, openWindow, row } from '../testing/open-window.tsx';
import { found, holderEnded, m1522, noHolders, office, scanned } from '../testing/sessions.ts';

const now = Date.now();
const stuck = [found(now, [m1522]), holderEnded(now, m1522.id), ...scanned(now, m1522.id, [1, 4])];
const dontAsk = () => dialog().getByRole('checkbox', { name: /^Don’t ask again/ });

it('closes without the question once that was ticked and agreed to, and the menu brings it back', async () => {
  const main = await openWindow(stuck);
  await row(/HP-SCAN/).click();
  await userEvent.keyboard('{Delete}');
  await dontAsk().click();
  await userEvent.keyboard('{Escape}');
  expect(main.settings.dontAskAgain).toBe(false);

  await userEvent.keyboard('{Delete}');
  await expect.element(dontAsk()).not.toBeChecked();
  await dontAsk().click();
  await dialog().getByRole('button', { name: 'Close channel' }).click();
  await expect.poll(() => main.settings.dontAskAgain).toBe(true);
  // refused, the row is there again
  main.end({ kind: 'failed', fault: { kind: 'not-answering', deviceId: m1522.id } });
  const button = page.getByRole('button', { name: 'Close channel', exact: true });
  await expect
    .element(button)
    .toHaveAccessibleDescription(/at once where they are stuck; asks about all others/);

  await userEvent.keyboard('{Delete}');
  await expect.poll(() => main.asked('close').length).toBe(2);
  expect(main.asked('close')[1]).toMatchObject({
    deviceId: m1522.id,
    targets: [{ hostSocket: 4, generation: 1, confirmed: { jobs: [], cutOff: nothingCutOff } }],
  });
  expect(dialog().elements()).toEqual([]);
  main.end({ kind: 'failed', fault: { kind: 'not-answering', deviceId: m1522.id } });

  await expect.poll(() => main.commandStates?.['ask-before-closing']?.isMarked).toBe(false);
  main.chooseInMenu('ask-before-closing');
  await expect.poll(() => main.settings.dontAskAgain).toBe(false);
  await userEvent.keyboard('{Delete}');
  await expect.element(dialog()).toBeVisible();
  expect(main.asked('close')).toHaveLength(2);
});

it('always asks over a job in progress, and cannot be told not to', async () => {
  const main = await openWindow(office(now), undefined, { dontAskAgain: true });
  await row(/PRINT/).click();
  await userEvent.keyboard('{Shift>}{Home}{/Shift}{Delete}');
  await expect.element(dialog()).toHaveTextContent('Quarterly report.docx');
  await expect.element(dontAsk()).not.toBeInTheDocument();
  expect(main.asked('close')).toEqual([]);
});

it('always asks about what may be in use, and says what a person must know', async () => {
  const main = await openWindow(office(now), undefined, { dontAskAgain: true });
  await row(/HP-SCAN/).click();
  await userEvent.keyboard('{Delete}');
  await expect.element(dialog()).toHaveTextContent('Only if no one is scanning on this printer now.');
  await expect.element(dontAsk()).not.toBeInTheDocument();
  expect(main.asked('close')).toEqual([]);
});

it('does not take the tick when the channel may be in use meanwhile', async () => {
  const main = await openWindow(stuck);
  await row(/HP-SCAN/).click();
  await userEvent.keyboard('{Delete}');
  await dontAsk().click();
  main.happen(noHolders(now, m1522.id));
  await expect.element(dontAsk()).not.toBeInTheDocument();
  await dialog().getByRole('button', { name: 'Close channel' }).click();
  await expect.poll(() => main.asked('close').length).toBe(1);
  expect(main.settings.dontAskAgain).toBe(false);
});
