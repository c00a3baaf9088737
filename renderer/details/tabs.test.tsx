import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { keepRequest, recordOf } from '#app/requests/record.ts';
import type { RequestRecord } from '#app/requests/record.ts';
import { openWindow, row, spoken } from '../testing/open-window.tsx';
import { m1522, office } from '../testing/sessions.ts';
import { violations } from '../testing/violations.ts';

const now = Date.now();
const details = () => page.getByRole('region', { name: 'Details' });
const tab = (name: string) => details().getByRole('tab', { name });
const panel = () => details().getByRole('tabpanel');
const button = (name: string) => panel().getByRole('button', { name });

const request = (id: number, hostSocket: number): RequestRecord =>
  recordOf(
    id,
    now,
    keepRequest({
      ...{ request: 'DESTROY_SOCKET', code: 0x3a202a, hostSocket, channelHandle: null, durationMs: 2 },
      ...{ input: Uint8Array.of(hostSocket), output: { size: 0, content: null } },
      end: {
        ...{ kind: 'completed', status: 0xc0000225, information: 0 },
        ...{ returned: new Uint8Array(0), withdrawn: null, deviceGone: false },
      },
    }),
  );

describe('the tabs of a channel', () => {
  it('stand under its title, why it is suspect and what can be done; arrows choose, and the choice stays for the next row', async () => {
    await openWindow(office(now));
    await row('HP-SCAN').click();
    await expect.element(details()).toHaveTextContent('HP-SCAN ? on HP LaserJet M1522nf MFP');
    await expect.element(details()).toHaveTextContent('Suspect: the socket exists');
    (tab('Evidence').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(tab('Printer and driver')).toHaveAttribute('aria-selected', 'true');
    await expect.element(panel()).toHaveAccessibleName('Printer and driver');
    await row(/PRINT/).click();
    await expect.element(details()).toHaveTextContent('PRINT ? on HP LaserJet 3055');
    await expect.element(tab('Printer and driver')).toHaveAttribute('aria-selected', 'true');
    expect(await violations()).toEqual([]);
  });
});

describe('Evidence', () => {
  it('has source, time and confidence of each piece; what is about the device is folded away', async () => {
    await openWindow(office(now));
    await row('HP-SCAN').click();
    const pieces = panel().getByRole('listitem');
    await expect
      .element(pieces.filter({ hasText: 'customary for HP-SCAN' }))
      .toHaveTextContent('customary for HP-SCAN. ? – the socket number, inferred');
    await expect
      .element(pieces.filter({ hasText: 'WAIT_FOR_CHANNEL waited' }))
      .toHaveTextContent('the driver’s answer, confirmed; shows: socket exists (confirmed)');
    const year = String(new Date(now).getFullYear());
    // how long ago; the tooltip has the moment
    await expect.element(pieces.first().getByRole('time')).toHaveTextContent(/now|ago/);
    await expect
      .element(pieces.first().getByRole('time'))
      .toHaveAttribute('title', expect.stringContaining(year));
    const ofDevice = panel().getByText('No process that could be seen');
    await expect.element(ofDevice).not.toBeVisible();
    await panel().getByText('About the device as a whole (1)').click();
    await expect.element(ofDevice).toBeVisible();
    expect(await violations()).toEqual([]);
  });
});

describe('Raw', () => {
  it('says when nothing was sent, and shows what is as it comes, newest first', async () => {
    const main = await openWindow(office(now));
    await row('HP-SCAN').click();
    await tab('Raw requests').click();
    await expect.element(panel()).toHaveTextContent('Nothing was sent to this device yet');
    main.addRequests(m1522.id, request(1, 4), request(2, 9));
    const lines = panel().getByRole('option');
    await expect.element(lines.first()).toHaveTextContent('host socket 9');
    await expect
      .element(lines.last())
      .toHaveTextContent('IOCTL_DOT4_DESTROY_SOCKET (0x003A202A) – host socket 4');
    await expect.element(lines.last()).toHaveTextContent('STATUS_NOT_FOUND (0xC0000225), 2.00 ms');
    await expect.element(lines.last()).toHaveTextContent('1 byte: 04');
    main.addRequests(m1522.id, request(3, 11));
    await expect.element(lines.first()).toHaveTextContent('host socket 11');
    expect(lines.elements()).toHaveLength(3);
    expect(await violations()).toEqual([]);
  });

  it('is walked with the arrows; one request or all of them are copied', async () => {
    const main = await openWindow(office(now));
    main.addRequests(m1522.id, request(1, 4), request(2, 9));
    await row('HP-SCAN').click();
    await tab('Raw requests').click();
    await expect.element(button('Copy this one')).toHaveAttribute('aria-disabled', 'true');
    (panel().getByRole('option').first().element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(panel().getByRole('option').last()).toHaveFocus();
    await userEvent.keyboard('{Control>}c{/Control}');
    await expect.poll(() => main.copied.at(-1)).toContain('host socket 4');
    expect(main.copied.at(-1)).not.toContain('host socket 9');
    await button('Copy all').click();
    await expect.poll(() => main.copied.at(-1)).toMatch(/host socket 9[^]*host socket 4/);
    await expect.element(spoken()).toHaveTextContent('2 requests copied.');
    main.faults.copy = { kind: 'clipboard-taken', problem: null };
    await button('Copy all').click();
    await expect.element(spoken()).toHaveTextContent('Not copied.');
    await expect
      .element(page.getByRole('textbox', { name: 'Text that was not copied' }))
      .toHaveValue(main.copied.at(-1) ?? '');
  });
});
