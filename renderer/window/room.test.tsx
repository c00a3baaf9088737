import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { openWindow, rows } from '../testing/open-window.tsx';
import { found, fullPrinters, m1522, noHolders, scanned } from '../testing/sessions.ts';

const now = Date.now();
const heightOf = (element: Element): number => element.getBoundingClientRect().height;
const details = () => page.getByRole('region', { name: 'Details' });
const one = [found(now, [m1522]), noHolders(now, m1522.id), ...scanned(now, m1522.id, [4])];

const overlap = (a: Element, b: Element): number => {
  const [one, other] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
  return Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
};

describe('the room', () => {
  it('goes to the details where there is one row', async () => {
    await openWindow(one, [1280, 800]);
    const work = page.getByRole('main').element();
    await expect.poll(() => heightOf(details().element())).toBeGreaterThan(heightOf(work) / 2);
    expect(details().element().scrollHeight).toBeLessThanOrEqual(details().element().clientHeight + 1);
  });

  it('is all used: the details begin where the few rows and what is below them end', async () => {
    await openWindow(one, [1280, 800]);
    const channels = page.getByRole('main').element().querySelector('.channels') ?? document.body;
    const used = (): number => [...channels.children].reduce((sum, child) => sum + heightOf(child), 0);
    await expect.poll(used).toBeGreaterThan(0);
    await expect.poll(() => Math.abs(heightOf(channels) - used())).toBeLessThan(1);
  });

  it('goes to the rows where there are many', async () => {
    await openWindow(fullPrinters(now, 2), [1280, 800]);
    const work = page.getByRole('main').element();
    await expect.poll(() => heightOf(details().element())).toBeLessThan(heightOf(work) / 2);
    // all of it in sight, and no more rows drawn than fit
    const shown = heightOf(details().element());
    expect(overlap(details().element(), work)).toBeGreaterThanOrEqual(shown - 1);
    expect(rows().length).toBeLessThan(60);
  });

  it.each([
    [640, 400],
    [640, 360],
  ])('leaves a row and the details in sight at %i × %i, which is a window at 200 %', async (...size) => {
    await openWindow(one, size);
    const [first] = rows();
    if (first === undefined) throw new Error('no row');
    const pane = first.closest('.channels') ?? document.body;
    await expect.poll(() => overlap(first, pane)).toBeGreaterThanOrEqual(heightOf(first) - 1);
    const title = details().getByRole('heading', { level: 2 }).element();
    expect(overlap(title, details().element())).toBeGreaterThanOrEqual(heightOf(title) - 1);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(size[0]);
  });
});
