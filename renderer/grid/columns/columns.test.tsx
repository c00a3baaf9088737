import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { grid, openWindow, row, rowTexts } from '../../testing/open-window.tsx';
import { office } from '../../testing/sessions.ts';

const now = Date.now();
/** Also while a dialog hides them from assistive technology. */
const headers = (): string[] =>
  [...document.querySelectorAll('[role=columnheader] button > span')].map((name) => name.textContent);
const header = (name: string) => page.getByRole('columnheader', { name, exact: true });
const headerButton = (name: string) => header(name).getByRole('button');
const widthOf = (name: string): number => (header(name).element() as HTMLElement).offsetWidth;
const headerMenu = (name: string) => page.getByRole('menu', { name: `Column ${name}` });

const pointer = (type: string, clientX: number) =>
  new PointerEvent(type, { clientX, clientY: 5, pointerId: 1, button: 0, bubbles: true });

/** Chromium gives the capture to real pointers only. */
const drag = (element: Element, fromX: number, toX: number): void => {
  Object.assign(element, { setPointerCapture: () => undefined });
  element.dispatchEvent(pointer('pointerdown', fromX));
  element.dispatchEvent(pointer('pointermove', (fromX + toX) / 2));
  element.dispatchEvent(pointer('pointermove', toX));
};

describe('columns by keyboard', () => {
  it('are reached with arrows, moved with Alt+Shift+arrows, and the focus stays with them', async () => {
    await openWindow(office(now));
    headerButton('Service').element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(headerButton('Host')).toHaveFocus();
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}{/Alt}');
    expect(headers().slice(0, 3)).toEqual(['Host', 'State', 'Service']);
    await expect.element(headerButton('Host')).toHaveFocus();
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowRight}{/Shift}{/Alt}');
    expect(headers().slice(0, 2)).toEqual(['State', 'Host']);
  });

  it('are sized with Alt+arrows and fitted with Alt+0, and no other column moves', async () => {
    await openWindow(office(now));
    const [before, job] = [widthOf('Program'), widthOf('Job')];
    headerButton('Program').element().focus();
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    await expect.poll(() => widthOf('Program')).toBe(before + 16);
    await expect.poll(() => Math.abs(widthOf('Job') - job)).toBeLessThanOrEqual(1);
    await userEvent.keyboard('{Alt>}0{/Alt}');
    const text = row(/Spooler/).getByText('Spooler › HP LaserJet 3055');
    await expect.poll(() => text.element().scrollWidth <= text.element().clientWidth).toBe(true);
  });

  it('sort with Enter, and by a second one with Shift', async () => {
    await openWindow(office(now));
    headerButton('Printer').element().focus();
    for (const order of ['ascending', 'descending', 'ascending']) {
      await userEvent.keyboard('{Enter}');
      await expect.element(header('Printer')).toHaveAttribute('aria-sort', order);
      expect(header('State').element().getAttribute('aria-sort')).toBeNull();
    }
    headerButton('Host').element().focus();
    await userEvent.keyboard('{Shift>}{Enter}{Enter}{/Shift}');
    await expect.element(header('Host')).toHaveAttribute('aria-sort', 'descending');
    await expect.element(header('Printer')).toHaveAttribute('aria-sort', 'ascending');
    await expect.poll(() => rowTexts().map((text) => text.at(-1))).toEqual(['2', '1', '4', '1', '1']);
    await expect.element(page.getByText('sorted by Printer, then Host (descending)')).toBeInTheDocument();
  });

  it('have a menu on the menu key, which gives the focus back to the header', async () => {
    await openWindow(office(now));
    headerButton('Peri.').element().focus();
    await userEvent.keyboard('{ContextMenu}');
    await expect.element(headerMenu('Peri.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(headerButton('Peri.')).toHaveFocus();
    await userEvent.keyboard('{ContextMenu}');
    await headerMenu('Peri.').getByRole('menuitem', { name: 'Hide column' }).click();
    await expect.element(header('Peri.')).not.toBeInTheDocument();
  });
});

describe('columns by mouse', () => {
  it('are moved by dragging a header, which does not sort', async () => {
    await openWindow(office(now));
    const element = header('Host').element();
    const target = header('State').element().getBoundingClientRect();
    drag(element, element.getBoundingClientRect().left + 10, target.left + 5);
    await expect.element(header('State')).toHaveAttribute('data-drop-before');
    element.dispatchEvent(pointer('pointerup', target.left + 5));
    await expect.poll(() => headers().slice(0, 2)).toEqual(['Host', 'State']);
    expect(header('Host').element().getAttribute('aria-sort')).toBeNull();
  });

  it('are sized by dragging their edge, and fitted by a double click on it', async () => {
    await openWindow(office(now));
    const before = widthOf('Service');
    const handle = header('Service').element().querySelector('.resize-handle');
    if (handle === null) throw new Error('no handle');
    const [job, { left, width }] = [widthOf('Job'), handle.getBoundingClientRect()];
    const x = left + width / 2 - grid().element().getBoundingClientRect().left + 60;
    await userEvent.dragAndDrop(handle, grid(), { targetPosition: { x, y: 120 } });
    await expect.poll(() => widthOf('Service')).toBe(before + 60);
    expect(Math.abs(widthOf('Job') - job)).toBeLessThanOrEqual(1);
    expect(header('Service').element().getAttribute('aria-sort')).toBeNull();
    await userEvent.dblClick(handle);
    await expect.poll(() => widthOf('Service')).toBeLessThan(before + 60);
  });
});

const atFirst = ['State', 'Service', 'Program', 'Job', 'Printer', 'Since'];

it('at first there are those that a person asks for, and no more', async () => {
  await openWindow(office(now), [1280, 800], { columns: [] });
  expect(headers()).toEqual(atFirst);
});

describe('choosing columns', () => {
  it('shows, hides and moves them, and puts them back', async () => {
    await openWindow(office(now));
    await headerButton('State').click({ button: 'right' });
    await headerMenu('State').getByRole('menuitem', { name: 'Choose columns…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Choose columns' });
    await dialog.getByRole('checkbox', { name: 'Document' }).click();
    await dialog.getByRole('checkbox', { name: 'Peri.' }).click();
    await expect.poll(headers).toContain('Document');
    expect(headers()).not.toContain('Peri.');
    dialog.getByRole('checkbox', { name: 'Service', exact: true }).element().focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await expect.poll(() => headers().slice(0, 2)).toEqual(['Service', 'State']);
    await dialog.getByRole('button', { name: 'Move Service down', exact: true }).click();
    await expect.poll(() => headers().slice(0, 2)).toEqual(['State', 'Service']);
    await dialog.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(headers).toEqual(atFirst);
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(headerButton('State')).toHaveFocus();
  });
});

describe('every column', () => {
  it('has text or an honest mark, and a tooltip', async () => {
    await openWindow(office(now), [1280, 800]);
    await headerButton('State').click({ button: 'right' });
    await headerMenu('State').getByRole('menuitem', { name: 'Choose columns…' }).click();
    const boxes = page.getByRole('dialog').getByRole('checkbox', { checked: false });
    while (boxes.elements().length > 0) await boxes.first().click();
    await userEvent.keyboard('{Escape}');
    const cells = row(/Spooler/).getByRole('gridcell');
    const texts = cells.elements().map((cell) => [cell.getAttribute('data-column'), cell.textContent]);
    expect(Object.fromEntries(texts)).toMatchObject({
      state: 'in use',
      service: 'PRINT ?',
      peripheral: '–',
      why: 'In use: a job is in progress.',
      how: 'confirmed, the driver’s answer',
      pid: '–',
      user: 'ines',
      queue: 'HP LaserJet 3055',
      document: 'Quarterly report.docx',
      pages: '37/210',
      printer: 'HP LaserJet 3055',
      driver: 'HP dot4 7.0.0.1',
      ntstatus: '',
    });
    for (const cell of cells.elements()) expect(cell.getAttribute('title')).not.toBe('');
    await expect
      .element(cells.nth(1))
      .toHaveAttribute('title', expect.stringMatching(/^PRINT\ninferred, the socket number, .*\d\d:\d\d/));
  });
});
