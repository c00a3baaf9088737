import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { defaultThresholds } from '#app/evidence/thresholds.ts';
import { openWindow } from '../testing/open-window.tsx';
import { office } from '../testing/sessions.ts';
import { violations } from '../testing/violations.ts';

const dialog = () => page.getByRole('dialog', { name: 'When is it stuck?' });
const job = () => dialog().getByRole('spinbutton', { name: /job in progress/ });

describe('thresholds', () => {
  const open = async () => {
    const main = await openWindow(office(Date.now()));
    main.chooseInMenu('thresholds');
    await expect.element(job()).toHaveValue(defaultThresholds.jobDoesNotMove);
    return main;
  };

  it('hold as soon as they are typed, and the usual ones come back', async () => {
    const main = await open();
    expect(await violations()).toEqual([]);
    await job().fill('12');
    await expect.poll(() => main.settings.thresholds.jobDoesNotMove).toBe(12);
    await dialog().getByRole('button', { name: 'Use the usual times' }).click();
    await expect.element(job()).toHaveValue(defaultThresholds.jobDoesNotMove);
    expect(main.settings.thresholds).toEqual(defaultThresholds);
  });

  it('that cannot be used are not kept, and the field says so', async () => {
    const main = await open();
    await job().fill('0');
    await expect.element(dialog().getByRole('alert')).toHaveTextContent('from 1 to 1440');
    expect(main.settings.thresholds).toEqual(defaultThresholds);
    await userEvent.keyboard('{Tab}');
    await expect.element(job()).toHaveValue(defaultThresholds.jobDoesNotMove);
  });
});
