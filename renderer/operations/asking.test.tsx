import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { nothingCutOff } from '#app/operations/confirmation.ts';
import { dialog, openWindow, row } from '../testing/open-window.tsx';
import { jobSeen, lj3055, m1522, office, printJob } from '../testing/sessions.ts';

const now = Date.now();
const dontAsk = () => dialog().getByRole('checkbox', { name: /^Don’t ask again/ });

it('closes without the question once that was ticked and agreed to, and the menu brings it back', async () => {
  const main = await openWindow(office(now));
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
  await expect.element(button).toHaveAccessibleDescription(/at once; asks only over a job in progress/);

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

it('does not take the tick when a job starts while it asks', async () => {
  const main = await openWindow([
    ...office(now),
    jobSeen(now, lj3055.id, { ...printJob, inProgress: false, pagesDone: 0 }),
  ]);
  await row(/PRINT/).click();
  await userEvent.keyboard('{Delete}');
  await dontAsk().click();
  main.happen(jobSeen(now, lj3055.id));
  await dialog().getByRole('checkbox', { name: 'Cut off the job in progress' }).click();
  await dialog().getByRole('button', { name: 'Close channel' }).click();
  await expect.poll(() => main.asked('close').length).toBe(1);
  expect(main.settings.dontAskAgain).toBe(false);
});
