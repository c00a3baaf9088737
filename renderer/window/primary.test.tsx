import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { openWindow, row } from '../testing/open-window.tsx';
import { found, foundUnmeasured, jobSeen, m1522, noHolders, oj7310, scanned } from '../testing/sessions.ts';

const now = Date.now();
const suspect = [found(now, [m1522]), noHolders(now, m1522.id), ...scanned(now, m1522.id, [4])];
const inUse = [found(now, [m1522]), jobSeen(now, m1522.id), ...scanned(now, m1522.id, [2])];
const details = () => page.getByRole('region', { name: 'Details' });

/** The buttons that look as if they came first, by their text. */
const primary = (): string[] => {
  const sample = document.createElement('i');
  sample.style.background = 'var(--colorBrandBackground)';
  document.querySelector('.window')?.append(sample);
  const { backgroundColor: brand } = getComputedStyle(sample);
  sample.remove();
  return [...document.querySelectorAll('.window button')]
    .filter((button) => getComputedStyle(button).backgroundColor === brand)
    .map((button) => button.textContent);
};

describe('one button comes first in the window', () => {
  it('Find what is stuck, while there is no step', async () => {
    await openWindow(inUse);
    await row(/PRINT/).click();
    await expect.element(details()).toHaveTextContent('In use');
    await expect.poll(primary).toEqual(['Find what is stuck']);
  });

  it('once, where a device without channels is chosen', async () => {
    await openWindow([foundUnmeasured(now, [m1522, oj7310])]);
    await page.getByRole('option', { name: '7310' }).click();
    await expect.element(details().getByRole('button', { name: 'Measure' })).toBeVisible();
    await expect.poll(primary).toEqual(['Find what is stuck']);
  });

  it('the step, as soon as there is one, and Find again when there is none', async () => {
    await openWindow(suspect);
    await expect.poll(primary).toEqual(['No, free it']);
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await expect.poll(primary).toEqual(['Find what is stuck']);
    await userEvent.keyboard('{F6}');
    await expect.element(details()).toHaveTextContent('What does not work?');
    await expect.poll(primary).toEqual(['Find what is stuck']);
  });
});
