import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { grid, openWindow, row, spoken } from '../testing/open-window.tsx';
import { found, lj3055, m1522, office } from '../testing/sessions.ts';
import { ended, refused, started } from '../testing/teardowns.ts';

const now = Date.now();

it('Ctrl+Shift+C copies a ticket about the selected channel, says so, and does not move the focus', async () => {
  const main = await openWindow(office(now));
  main.happen(started(now, [m1522.id, 4]), ...ended(now, [m1522.id, 4], refused));
  await row(/HP-SCAN/).click();
  await userEvent.keyboard('{Control>}{Shift>}c{/Shift}{/Control}');
  await expect.poll(() => main.copied).toHaveLength(1);
  const [text = ''] = main.copied;
  const [simulated, headline] = text.split('\n');
  expect(simulated).toContain('SIMULATED PRINTERS');
  expect(headline).toMatch(/^NOT FIXED \d\d:\d\d – scan channel of HP LaserJet M1522nf MFP not freed/);
  expect(text).toContain('Close channel: STATUS_DEVICE_BUSY (0x80000011)');
  expect(text).toContain('PC:          DESK-7, user ines');
  await expect.element(spoken()).toHaveTextContent('Ticket text copied.');
  await expect.element(page.getByRole('contentinfo')).toHaveTextContent('Ticket text copied.');
  await expect.element(grid()).toHaveFocus();
});

it('without a channel the ticket is about the chosen device', async () => {
  const main = await openWindow([found(now, [m1522, lj3055])]);
  await page.getByRole('listbox', { name: 'Devices' }).getByRole('option', { name: 'M1522nf' }).click();
  await userEvent.keyboard('{Control>}{Shift>}c{/Shift}{/Control}');
  await expect.poll(() => main.copied).toHaveLength(1);
  expect(main.copied[0]).toContain('M1522nf');
  expect(main.copied[0]).not.toContain('3055');
});

it('Ctrl+C copies the selected rows as shown, with a header', async () => {
  const main = await openWindow(office(now));
  await row(/HP-SCAN/).click();
  await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}{Control>}c{/Control}');
  await expect.poll(() => main.copied).toHaveLength(1);
  const lines = main.copied[0]?.split('\r\n') ?? [];
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^State\tService\tHost/);
  expect(lines[1]).toContain('HP-SCAN ?\t4\t–');
  await expect.element(spoken()).toHaveTextContent('2 rows copied.');
});

it('in a text field Ctrl+C is the field’s', async () => {
  const main = await openWindow(office(now));
  await row(/HP-SCAN/).click();
  await page.getByRole('searchbox', { name: 'Filter channels' }).fill('scan');
  await userEvent.keyboard('{Control>}a{/Control}{Control>}c{/Control}');
  expect(main.copied).toEqual([]);
});

it('the menu of the application saves the rows that are shown; what fails is shown', async () => {
  const main = await openWindow(office(now));
  await page.getByRole('searchbox', { name: 'Filter channels' }).fill('scan');
  await expect.poll(() => grid().element().getAttribute('aria-rowcount')).toBe('2');
  main.chooseInMenu('save-html');
  await expect.poll(() => main.saved).toHaveLength(1);
  expect(main.saved[0]).toContain('<!doctype html>');
  expect(main.saved[0]?.match(/<tr><td>/g)).toHaveLength(1);
  await expect.element(spoken()).toHaveTextContent('Saved as C:\\channels.html.');
  main.faults.save = { kind: 'file-unwritable', path: 'C:\\channels.csv', code: 'EACCES' };
  main.chooseInMenu('save-csv');
  await expect
    .element(page.getByRole('region', { name: 'Outcomes and notices' }))
    .toHaveTextContent('The file cannot be written');
});

it('what the clipboard did not take is said and offered to select', async () => {
  const main = await openWindow(office(now));
  main.faults.copy = { kind: 'clipboard-taken', problem: null };
  await row(/HP-SCAN/).click();
  await userEvent.keyboard('{Control>}c{/Control}');
  const messages = page.getByRole('region', { name: 'Outcomes and notices' });
  await expect.element(messages).toHaveTextContent('Not copied');
  await expect.element(messages).not.toHaveTextContent('incident');
  await expect.element(spoken()).toHaveTextContent('Not copied.');
  expect(document.body.textContent).not.toMatch(/rows? copied/);
  const field = messages.getByRole('textbox', { name: 'Text that was not copied' });
  await field.click();
  const text = (field.element() as HTMLTextAreaElement).value;
  expect(text).toMatch(/^State\tService/);
  expect(document.getSelection()?.toString()).toBe(text);
});
