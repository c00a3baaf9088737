import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { activeRow, dialog, grid, openWindow, row, rows, rowTexts } from '../testing/open-window.tsx';
import { fullPrinters, lj3055, m1522, office, oj7310, scanned, socketGone } from '../testing/sessions.ts';
import { ended, freed, started } from '../testing/teardowns.ts';

const now = Date.now();
const selectedTexts = (): string[] =>
  rows()
    .filter((element) => element.getAttribute('aria-selected') === 'true')
    .map((element) => element.querySelectorAll('[role=gridcell]')[2]?.textContent ?? '');

describe('the keyboard', () => {
  it('begins in the grid and walks it', async () => {
    await openWindow(office(now));
    await expect.element(grid()).toHaveFocus();
    expect(selectedTexts()).toEqual(['1']);
    await userEvent.keyboard('{ArrowDown}');
    expect(activeRow()).toContain('HP-SCAN');
    await userEvent.keyboard('{End}');
    expect(activeRow()).toContain(oj7310.name);
    await userEvent.keyboard('{Home}{PageDown}');
    expect(activeRow()).toContain(oj7310.name);
    expect(selectedTexts()).toHaveLength(1);
  });

  it('selects with Shift, Ctrl, Space and Ctrl+A as Windows lists do', async () => {
    await openWindow(office(now));
    await userEvent.keyboard('{Home}{Shift>}{ArrowDown}{/Shift}');
    expect(selectedTexts()).toEqual(['1', '4']);
    await userEvent.keyboard('{Control>}{ArrowDown}{ArrowDown} {/Control}');
    expect(selectedTexts()).toEqual(['1', '4', '1']);
    await userEvent.keyboard(' ');
    expect(selectedTexts()).toEqual(['1']);
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(selectedTexts()).toHaveLength(5);
    expect(grid().element()).toHaveAttribute('aria-multiselectable', 'true');
  });

  it('goes to the details with Enter and back with Esc', async () => {
    await openWindow(office(now));
    await userEvent.keyboard('{Home}{ArrowDown}{Enter}');
    const details = page.getByRole('region', { name: 'Details' });
    await expect.element(details).toHaveFocus();
    await expect.element(details).toHaveTextContent('HP-SCAN ? on HP LaserJet M1522nf MFP');
    await expect.element(details).toHaveTextContent('no running program that Unjam can see');
    await userEvent.keyboard('{Escape}');
    await expect.element(grid()).toHaveFocus();
  });

  it('refreshes with F5 and never scans by it', async () => {
    const main = await openWindow(office(now));
    await userEvent.keyboard('{F5}');
    await expect.poll(() => main.calls).toContain('session.refresh');
    expect(main.asked('scan')).toEqual([]);
  });

  it('filters with Ctrl+F, and Esc clears it and comes back', async () => {
    await openWindow(office(now));
    await userEvent.keyboard('{Control>}f{/Control}scan');
    await expect.poll(rowTexts).toEqual(['suspect HP-SCAN ? 4']);
    await userEvent.keyboard('{Escape}{Escape}');
    await expect.poll(() => rows().length).toBe(5);
    await expect.element(grid()).toHaveFocus();
  });

  it('never closes what the filter hides', async () => {
    await openWindow(office(now));
    await userEvent.keyboard('{Control>}a{/Control}{Control>}f{/Control}scan');
    await expect.poll(() => rows().length).toBe(1);
    await userEvent.keyboard('{Enter}{Delete}');
    await expect.element(dialog()).toHaveTextContent('Close this channel?');
  });
});

describe('focus and order', () => {
  it('stays with the channel while other rows come and leave', async () => {
    const main = await openWindow(office(now));
    await userEvent.keyboard('{Home}{ArrowDown}');
    main.happen(...scanned(now, m1522.id, [3]), socketGone(now, m1522.id, 1), {
      type: 'swept',
      ms: now + 60_000,
    });
    await expect.poll(() => rowTexts().some((text) => text.endsWith(' 3'))).toBe(true);
    expect(activeRow()).toContain('HP-SCAN');
    expect(selectedTexts()).toEqual(['4']);
  });

  it('sorts by a header, from the keyboard and by mouse', async () => {
    await openWindow(office(now));
    const header = page.getByRole('columnheader', { name: 'Host' });
    await header.getByRole('button').click();
    await expect.element(header).toHaveAttribute('aria-sort', 'ascending');
    expect(rowTexts().map((text) => text.at(-1))).toEqual(['1', '1', '1', '2', '4']);
    await userEvent.keyboard('{Enter}');
    await expect.element(header).toHaveAttribute('aria-sort', 'descending');
    expect(rowTexts().map((text) => text.at(-1))).toEqual(['4', '2', '1', '1', '1']);
  });

  it('freezes under an open menu', async () => {
    const main = await openWindow(office(now));
    await row(/HP-SCAN/).click({ button: 'right' });
    const item = page.getByRole('menuitem', { name: 'Close channel…' });
    await expect.element(item).toBeVisible();
    const before = rows().map((element) => element.id);
    const printing = [lj3055.id, 2] as const;
    // A teardown that ends puts the rows in order at once, were they not frozen.
    main.happen(...scanned(now, oj7310.id, [4, 7]), socketGone(now, m1522.id, 1));
    main.happen(started(now, printing), ...ended(now, printing, freed));
    await expect.poll(() => rowTexts().join()).toContain('freed PRINT');
    expect(rows().map((element) => element.id)).toEqual(before);
    await item.click();
    await expect.element(dialog()).toHaveTextContent('host socket 4');
    expect(rows().map((element) => element.id)).toEqual(before);
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => rows().length).toBe(7);
  });

  it('offers the commands of the row by keyboard, and gives the focus back', async () => {
    await openWindow(office(now));
    await userEvent.keyboard('{Home}{ArrowDown}{ContextMenu}');
    const menu = page.getByRole('menu', { name: 'Channel' });
    await expect.element(menu).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(grid()).toHaveFocus();
    await userEvent.keyboard('{ContextMenu}');
    await page.getByRole('menuitem', { name: 'Show details' }).click();
    await expect.element(page.getByRole('region', { name: 'Details' })).toHaveFocus();
  });
});

describe('8,192 rows', () => {
  it('are counted, drawn a screenful at a time, and reached by keyboard', async () => {
    await openWindow(fullPrinters(now, 64));
    expect(grid().element()).toHaveAttribute('aria-rowcount', '8193');
    expect(rows().length).toBeLessThan(80);
    await userEvent.keyboard('{End}');
    await expect.poll(activeRow).toContain('128');
    await expect.element(row(/128.*Printer 63/)).toBeInViewport();
    await userEvent.keyboard('{Home}');
    await expect.element(row(/HP-MESSAGE.*Printer 00/)).toBeInViewport();
  });
});
