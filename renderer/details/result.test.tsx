import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { activeRow, dialog, grid, openWindow, row, rows } from '../testing/open-window.tsx';
import { found, m1522, office, scanned, socketGone } from '../testing/sessions.ts';
import { closeOf, closingEnded, endClose, ended, freed, refused, started } from '../testing/teardowns.ts';
import { violations } from '../testing/violations.ts';

const now = Date.now();
const details = () => page.getByRole('region', { name: 'Details' });
const button = (name: string) => details().getByRole('button', { name });
const messages = () => page.getByRole('region', { name: 'Outcomes and notices' });
const scanSocket = [m1522.id, 4] as const;
const swept = { type: 'swept', ms: now + 60_000 } as const;
const selected = () => rows().filter((element) => element.getAttribute('aria-selected') === 'true');

describe('a row that was freed and leaves', () => {
  const freeByButton = async () => {
    const main = await openWindow(office(now));
    await row(/HP-SCAN/).click();
    await button('No, free it').click();
    await dialog().getByRole('button', { name: 'Close channel' }).click();
    await expect.poll(() => main.asked('close')).toHaveLength(1);
    endClose(main, freed);
    await expect.element(details()).toHaveTextContent('Freed: HP-SCAN');
    return main;
  };

  it('leaves its result, and nothing else takes its place', async () => {
    const main = await freeByButton();
    main.happen(swept);
    await expect.poll(() => rows().length).toBe(4);
    await expect.element(details()).toHaveTextContent('HP LaserJet M1522nf MFP – scan channel freed');
    await expect.element(details()).toHaveTextContent('Ask the user to try again.');
    await expect.element(messages()).not.toBeInTheDocument();
    expect(selected()).toEqual([]);
    expect(activeRow()).toBe('');
    expect(await violations()).toEqual([]);
  });

  it('keeps the focus in the details, and no key acts on another channel', async () => {
    const main = await freeByButton();
    main.happen(swept);
    await expect.poll(() => rows().length).toBe(4);
    expect(details().element().contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{Delete}{Enter} ');
    expect(dialog().elements()).toEqual([]);
    expect(main.asked('close')).toHaveLength(1);
    await expect
      .element(page.getByRole('contentinfo'))
      .toHaveTextContent('Select a channel in the list first.');
  });

  it('goes into the ticket, and is done with when it was read', async () => {
    const main = await freeByButton();
    main.happen(swept);
    await button('Copy ticket text').click();
    await expect.poll(() => main.copied[0]).toMatch(/FIXED \d\d:\d\d – scan channel of HP LaserJet M1522nf/);
    await button('Done').click();
    await expect.element(details()).not.toHaveTextContent('freed');
    expect(Object.values(main.state.operations)).toContainEqual(
      expect.objectContaining({ kind: 'close', isDismissed: true }),
    );
    grid().element().focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(activeRow()).not.toBe('');
  });

  it('says what else to do, for who still cannot scan', async () => {
    const main = await freeByButton();
    main.happen(swept);
    await details().getByText('Still not working?').click();
    await button('Scan sockets').click();
    await expect.poll(() => main.asked('scan').length).toBeGreaterThan(0);
  });

  it('from the list the arrow goes on where the row was', async () => {
    const main = await openWindow(office(now));
    await row(/HP-SCAN/).click();
    await userEvent.keyboard('{Delete}{Enter}');
    await expect.poll(() => main.asked('close')).toHaveLength(1);
    const next = rows()[2]?.id;
    endClose(main, freed);
    main.happen(swept);
    await page.getByRole('searchbox').hover();
    await expect.poll(() => rows().length).toBe(4);
    await expect.element(grid()).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(selected().map(({ id }) => id)).toEqual([next]);
    await expect.element(messages()).toHaveTextContent('Freed: HP-SCAN');
  });
});

it('a row that goes by itself says so, and that Unjam did not close it', async () => {
  const main = await openWindow(office(now));
  await row(/HP-SCAN/).click();
  main.happen(socketGone(now, m1522.id, 4), swept);
  await expect.element(details()).toHaveTextContent('HP LaserJet M1522nf MFP – scan channel gone');
  await expect.element(details()).toHaveTextContent('Unjam did not close it');
});

it('a refusal is said once, where the channel is, with the step that follows from what was done', async () => {
  const main = await openWindow(office(now));
  await row(/HP-SCAN/).click();
  main.happen(...ended(now, scanSocket, refused));
  await expect.element(details()).toHaveTextContent('Refused: HP-SCAN');
  await expect
    .element(details())
    .toHaveTextContent('Next: When nothing is printing, scanning or faxing any more, switch');
  const seen = [...document.querySelectorAll('main, .status-bar')].map(({ textContent }) => textContent);
  expect(seen.join().match(/Refused: HP-SCAN/g)).toHaveLength(1);
  await expect.element(button('Switch off and on…')).toBeVisible();
  await expect.element(details()).toHaveTextContent('Tried already, in vain.');
});

describe('many channels', () => {
  const sockets = Array.from({ length: 128 }, (_none, index) => index + 1);

  it('are one result in groups, and those that are still there can be shown', async () => {
    const main = await openWindow([found(now, [m1522]), ...scanned(now, m1522.id, sockets)]);
    await userEvent.keyboard('{Control>}a{/Control}');
    const close = closeOf(now, m1522.id, sockets);
    main.happen({ type: 'operation-started', operation: close });
    main.happen(
      ...sockets.map((socket) => closingEnded(now, close.id, socket, socket > 126 ? refused : freed)),
      { type: 'operation-ended', at: now, id: close.id, outcome: { kind: 'close' } },
    );
    await expect.element(details()).toHaveTextContent('128 channels: 126 freed, 2 not freed');
    await expect.element(messages()).not.toBeInTheDocument();
    await button('Show them').click();
    await expect.poll(() => selected().length).toBe(2);
    await expect.element(grid()).toHaveFocus();
    expect(await violations()).toEqual([]);
  });

  it('that are selected stand in groups, not one by one', async () => {
    await openWindow([found(now, [m1522]), ...scanned(now, m1522.id, sockets)]);
    await userEvent.keyboard('{Control>}a{/Control}');
    await expect.element(details()).toHaveTextContent('128 channels are selected');
    await expect.element(details()).toHaveTextContent('128 channels, host sockets 1–128');
    expect(details().getByRole('listitem').elements()).toHaveLength(1);
  });
});

describe('the row that matters most', () => {
  it('is selected at first, so that what is described is what a key acts on', async () => {
    await openWindow(office(now));
    expect(selected()).toHaveLength(1);
    expect(activeRow()).toContain('suspect');
    await userEvent.keyboard('{Delete}');
    await expect.element(dialog()).toHaveTextContent('Close this channel?');
  });

  it('stays selected once a person has begun to work with it, whatever comes', async () => {
    const main = await openWindow([found(now, [m1522]), ...scanned(now, m1522.id, [2])]);
    expect(activeRow()).toContain('PRINT');
    (details().element() as HTMLElement).focus();
    main.happen(...scanned(now, m1522.id, [4]), started(now, scanSocket), ...ended(now, scanSocket, refused));
    await expect.poll(() => rows().length).toBe(2);
    expect(activeRow()).toContain('PRINT');
  });
});
