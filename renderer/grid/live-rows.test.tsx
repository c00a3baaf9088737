import { Profiler } from 'react';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { page, userEvent } from 'vitest/browser';
import { diff } from '#app/session/delta.ts';
import type { SessionState } from '#app/session/state.ts';
import { afterEvents } from '#app/testing/stamped.ts';
import { sessionEvents } from '../state/session-store.ts';
import { FakeMain } from '../testing/fake-main.ts';
import { grid, loadPage, openWindow, row, rows, rowTexts, setLook } from '../testing/open-window.tsx';
import { officeAfter, rowsIn } from '../testing/rows.ts';
import {
  found,
  jobSeen,
  lj3055,
  m1522,
  office,
  oj7310,
  printer,
  scanned,
  socketGone,
} from '../testing/sessions.ts';
import { ended, freed, started } from '../testing/teardowns.ts';
import { ChannelRow } from './ChannelRow.tsx';
import { heldForMs } from './hold-rows.ts';

const now = Date.now();
const markOf = (text: string | RegExp) => row(text).getByRole('img', { name: /^(new|changed|closed)$/ });
const backgroundOf = (text: string | RegExp): string => getComputedStyle(row(text).element()).backgroundColor;

describe('rows that come, change and go', () => {
  it('are marked by a sign in a colour for two seconds, which colours nothing else; those of the first look are not', async () => {
    const main = await openWindow(office(now));
    expect(rows().filter((element) => element.dataset['mark'] !== undefined)).toEqual([]);
    const plain = backgroundOf(/HP-SCAN/);
    main.happen(...scanned(now, oj7310.id, [4]));
    await expect.element(markOf(/HP-SCAN.*7310/)).toHaveAccessibleName('new');
    expect(backgroundOf(/HP-SCAN.*7310/)).toBe(plain);
    const colourOf = (text: RegExp) => getComputedStyle(markOf(text).element()).backgroundColor;
    await expect.poll(() => colourOf(/HP-SCAN.*7310/)).not.toBe('rgba(0, 0, 0, 0)');
    main.happen(jobSeen(now, oj7310.id));
    await expect.element(markOf(/PRINT.*7310/)).toHaveAccessibleName('new');
    main.happen(socketGone(now, m1522.id, 1));
    await expect.element(row(/HP-MESSAGE.*M1522/)).toHaveAttribute('data-gone', 'true');
    await expect.element(markOf(/HP-MESSAGE.*M1522/)).toHaveAccessibleName('closed');
    await expect
      .poll(() => row(/HP-SCAN.*7310/).element().dataset['mark'], { timeout: 4000 })
      .toBeUndefined();
    await expect.poll(() => backgroundOf(/HP-SCAN.*7310/)).toBe(plain);
  });

  it('are marked as changed when their state is another, and not by a further look', async () => {
    const main = await openWindow(office(now));
    main.happen(...scanned(now + 5, m1522.id, [1, 4]));
    expect(rows().filter((element) => element.dataset['mark'] !== undefined)).toEqual([]);
    main.happen(started(now, [m1522.id, 4]));
    await expect.element(markOf(/HP-SCAN/)).toHaveAccessibleName('changed');
  });

  it('are marked in forced colours by the sign alone', async () => {
    await setLook('high-contrast');
    const main = await openWindow(office(now));
    main.happen(...scanned(now, oj7310.id, [4]));
    await expect.element(markOf(/HP-SCAN.*7310/)).toBeVisible();
    await setLook('light');
  });
});

describe('ages', () => {
  it.each([
    ['set back an hour', now + 3_600_000],
    ['set forward an hour', now - 3_600_000],
  ])('are right after the clock was %s', async (_, at) => {
    const seen = [found(at, [m1522]), ...scanned(at, m1522.id, [4])];
    const main = new FakeMain(seen.map((event) => ({ ...event, ms: 5_000 })));
    main.ms = () => 190_000;
    await loadPage(main);
    const cell = row(/HP-SCAN/)
      .getByRole('gridcell')
      .filter({ hasText: /^3 min$/ });
    await expect.element(cell.first()).toBeVisible();
    expect(row(/HP-SCAN/).element().textContent).not.toMatch(/\b1 h\b|-\d/);
  });
});

describe('under the pointer', () => {
  it('nothing moves: new rows come last, gone ones stay, and the foot says so; it all applies when it leaves', async () => {
    const main = await openWindow(office(now));
    await row(/HP-SCAN/).hover();
    const before = rows().map((element) => element.id);
    main.happen(...scanned(now, oj7310.id, [4, 7]), socketGone(now, m1522.id, 1), {
      type: 'swept',
      ms: now + 60_000,
    });
    await expect.poll(() => rows().length).toBe(7);
    expect(
      rows()
        .map((element) => element.id)
        .slice(0, 5),
    ).toEqual(before);
    await expect.element(page.getByText(/2 new at the end/)).toBeVisible();
    await page.getByRole('searchbox').hover();
    await expect.poll(() => rows().length).toBe(6);
    await expect.element(page.getByText(/frozen/)).not.toBeInTheDocument();
    expect(rowTexts()[0]).toContain('HP-SCAN');
  });

  it('rows move again when it has rested for a while', async () => {
    const main = await openWindow(office(now));
    await row(/HP-SCAN/).hover();
    main.happen(socketGone(now, m1522.id, 1), { type: 'swept', ms: now + 60_000 });
    await expect.element(page.getByText(/frozen/)).toBeVisible();
    await expect.poll(() => rows().length, { timeout: heldForMs + 2000 }).toBe(4);
  });

  it('an order that a person asks for comes at once', async () => {
    await openWindow(office(now));
    await row(/HP-SCAN/).hover();
    await page.getByRole('searchbox').fill('host:4');
    await expect.poll(rowTexts).toEqual(['suspect HP-SCAN ? 4']);
  });
});

describe('drawing', () => {
  const stateAfter = (state: SessionState): SessionState =>
    afterEvents([started(now, [m1522.id, 4]), ...ended(now, [m1522.id, 4], freed)], state);

  it('is done again for the row that changed, and for no other', async () => {
    const state = officeAfter();
    sessionEvents.snapshotArrived({ state, ms: now });
    const drawn: string[] = [];
    const columnIds = ['state', 'service', 'host'] as const;
    await render(
      <div role="grid">
        {rowsIn(state).map((of, index) => (
          <Profiler key={of.key} id={of.key} onRender={(id) => drawn.push(id)}>
            <ChannelRow row={of} device={of.device} columnIds={columnIds} index={index} top={0} />
          </Profiler>
        ))}
      </div>,
    );
    drawn.length = 0;
    const delta = diff(state, stateAfter(state));
    if (delta === null) throw new Error('nothing changed');
    sessionEvents.deltaArrived(delta);
    await expect.poll(() => drawn.length).toBeGreaterThan(0);
    expect([...new Set(drawn)]).toEqual([`${m1522.id}#4#1`]);
  });
});

describe('a filter from a row', () => {
  const scanRow = /HP-SCAN.*M1522/;

  it('shows only what the cell under the pointer says, hides it, and is cleared', async () => {
    await openWindow(office(now));
    await row(/Spooler/)
      .getByText('PRINT ?')
      .click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Hide Service: PRINT' }).click();
    await expect.element(page.getByRole('searchbox')).toHaveValue('-service:=PRINT');
    await expect.poll(() => rows().length).toBe(4);
    await expect.element(page.getByText('4 of 5 rows, sorted by State')).toBeVisible();
    await row(scanRow).getByText('HP-SCAN').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Show only Service: HP-SCAN' }).click();
    await expect.poll(() => rows().length).toBe(1);
    await userEvent.keyboard('{ContextMenu}');
    await page.getByRole('menu', { name: 'Channel' }).getByRole('menuitem', { name: 'Clear filter' }).click();
    await expect.poll(() => rows().length).toBe(5);
    await expect.element(grid()).toHaveFocus();
  });

  it('is offered for every column by keyboard', async () => {
    await openWindow(office(now));
    await userEvent.keyboard('{Home}{ContextMenu}');
    await expect.element(page.getByRole('menu', { name: 'Channel' })).toBeVisible();
    page.getByRole('menuitem', { name: 'Hide', exact: true }).element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await page
      .getByRole('menu', { name: 'Hide' })
      .getByRole('menuitem', { name: /^Printer: / })
      .click();
    await expect.element(page.getByRole('searchbox')).toHaveValue(`-device:="${m1522.name}"`);
  });
});

describe('the filter box', () => {
  const box = page.getByRole('searchbox', { name: 'Filter channels' });

  it('says gently what it does not understand, and corrects it', async () => {
    await openWindow(office(now));
    await box.fill('sevice:scan');
    await expect.element(box).toHaveAttribute('aria-invalid', 'true');
    await expect.element(box).toHaveAccessibleDescription(/There is no column “sevice”/);
    await page.getByRole('button', { name: 'Use service:' }).click();
    await expect.element(box).toHaveValue('service:scan');
    await expect.element(box).toHaveFocus();
    await expect.poll(rowTexts).toEqual(['suspect HP-SCAN ? 4']);
  });

  it('hiding everything says so and offers the way back', async () => {
    await openWindow(office(now));
    await box.fill('host:99');
    await expect.element(page.getByText('5 channels are hidden.')).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Clear the filter' }).click();
    await expect.poll(() => rows().length).toBe(5);
  });
});

describe('views', () => {
  const menuButton = page.getByRole('button', { name: 'Views' });
  const menu = page.getByRole('menu', { name: 'Views' });
  const item = (name: string) => menu.getByRole('menuitem', { name });

  it('are saved under a name, chosen, renamed and deleted', async () => {
    await openWindow(office(now));
    await page.getByRole('searchbox').fill('service:print');
    await menuButton.click();
    await item('Save this view…').click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Printing');
    await userEvent.keyboard('{Enter}');
    await menuButton.click();
    await item('Mine to close').click();
    await expect.element(page.getByRole('searchbox')).toHaveValue('state:stuck,suspect');
    await expect.poll(rowTexts).toEqual(['suspect HP-MESSAGE ? 1', 'suspect HP-SCAN ? 4']);
    await expect.element(grid()).toHaveFocus();
    await menuButton.click();
    await expect.element(item('Mine to close')).toHaveAttribute('aria-current', 'true');
    await item('Printing').click();
    await expect.element(page.getByRole('searchbox')).toHaveValue('service:print');
    await menuButton.click();
    await item('Manage views…').click();
    const dialog = page.getByRole('dialog', { name: 'Saved views' });
    await dialog.getByRole('textbox', { name: 'Name of Printing' }).fill('Prints');
    await userEvent.keyboard('{Enter}');
    await dialog.getByRole('button', { name: 'Delete Prints' }).click();
    await expect.element(dialog).toHaveTextContent('No view was saved yet');
    await userEvent.keyboard('{Escape}');
    await menuButton.click();
    await item('All channels').click();
    await expect.poll(() => rows().length).toBe(5);
  });
});

describe('devices of one printer', () => {
  it('stand under its name', async () => {
    const scan = printer('a', 'HP LaserJet 3055 scan', { printerId: 'one' });
    const print = printer('b', 'HP LaserJet 3055 print', { printerId: 'one' });
    await openWindow([found(now, [scan, print, lj3055])]);
    const list = page.getByRole('listbox', { name: 'Devices' });
    await expect.element(list.getByText('HP LaserJet 3055', { exact: true }).first()).toBeVisible();
    await expect.element(list.getByRole('option', { name: 'HP LaserJet 3055 scan' })).toBeVisible();
    await list.getByRole('option', { name: 'HP LaserJet 3055 print' }).click();
    await userEvent.keyboard('{ArrowDown}');
    await expect
      .element(list.getByRole('option', { name: 'HP LaserJet 3055 scan' }))
      .toHaveAttribute('aria-selected', 'true');
  });
});
