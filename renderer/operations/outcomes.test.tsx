import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import type { FakeMain } from '../testing/fake-main.ts';
import {
  activeRow,
  dialog,
  grid,
  loadPage,
  openWindow,
  row,
  rowTexts,
  spoken,
} from '../testing/open-window.tsx';
import { found, m1522, office, scanned } from '../testing/sessions.ts';
import {
  alreadyGone,
  closeOf,
  closingEnded,
  ended,
  freed,
  refused,
  started,
  unconfirmed,
} from '../testing/teardowns.ts';

const now = Date.now();
const deviceId = m1522.id;
const scanSocket = [deviceId, 4] as const;
const messages = () => page.getByRole('region', { name: 'Outcomes and notices' });

/** What is done to the scan channel is a message as long as the details are about another. */
const withOtherSelected = async () => {
  const main = await openWindow(office(now));
  await row(/PRINT/).click();
  return main;
};

/** Opens the office and selects its second row, the leaked scan channel, by keyboard. */
const withScanSelected = async () => {
  const main = await openWindow(office(now));
  await userEvent.keyboard('{Home}{ArrowDown}');
  return main;
};

const failed = (fault: Fault): Outcome => ({ kind: 'failed', fault });
const sockets = Array.from({ length: 128 }, (_none, index) => index + 1);
/** The step after closing, where only a person can take it. */
const next = 'switch the printer off';
const unknownStatus = { code: 0xc0ffee11, name: null };

const outcomes: readonly (readonly [
  name: string,
  outcome: Outcome,
  label: string,
  words: readonly string[],
])[] = [
  ['freed', freed, 'Freed', ['STATUS_SUCCESS (0x00000000)', 'a later check shows that it is gone']],
  ['already gone', alreadyGone, 'Already gone', ['STATUS_NOT_FOUND (0xC0000225)', 'nothing was sent']],
  [
    'already gone, as the driver says',
    { kind: 'already-gone', ntstatus: ntStatus('STATUS_NOT_FOUND'), told: 'by-destroy' },
    'Already gone',
    ['STATUS_NOT_FOUND (0xC0000225)', 'its status for a socket that does not exist'],
  ],
  [
    'unconfirmed',
    unconfirmed,
    'Unconfirmed',
    ['STATUS_SUCCESS (0x00000000)', 'it is not known', 'Ask the user to try again'],
  ],
  ['refused', refused, 'Refused', ['STATUS_DEVICE_BUSY (0x80000011)', next]],
  [
    'refused with a number nobody named',
    failed({ kind: 'refused', request: 'DESTROY_SOCKET', ntstatus: unknownStatus }),
    'Refused',
    ['0xC0FFEE11', next],
  ],
  [
    'still there',
    failed({ kind: 'still-there', deviceId, hostSocket: 4, ntstatus: ntStatus('STATUS_SUCCESS') }),
    'Failed',
    ['STATUS_SUCCESS (0x00000000)', 'a later check still found the socket', next],
  ],
  [
    'no answer in time',
    failed({ kind: 'deadline', request: 'DESTROY_SOCKET', deadlineMs: 5_000, withdrawn: true }),
    'Failed',
    ['IOCTL_DOT4_DESTROY_SOCKET got no answer within 5000 ms and was withdrawn', next],
  ],
  [
    'not answering',
    failed({ kind: 'not-answering', deviceId }),
    'Failed',
    ['The driver is not answering', next],
  ],
  [
    'device gone',
    failed({ kind: 'device-gone', deviceId }),
    'Failed',
    ['The device is gone', 'Plug it in again'],
  ],
  [
    'access denied',
    failed({ kind: 'access-denied', deviceId, ntstatus: ntStatus('STATUS_ACCESS_DENIED') }),
    'Failed',
    ['STATUS_ACCESS_DENIED (0xC0000022)', 'run Unjam as an administrator'],
  ],
  [
    'another socket by now',
    failed({ kind: 'generation-moved', deviceId, hostSocket: 4 }),
    'Failed',
    ['no longer the one you chose', 'Nothing was sent', 'choose once more'],
  ],
  [
    'a job began',
    failed({ kind: 'job-in-progress', deviceId, hostSocket: 4, job: 'Report' }),
    'Failed',
    ['Report would be cut off', 'Nothing was sent', 'Wait for the job'],
  ],
];

const closeMany = (main: FakeMain, sockets: readonly number[], outcomes: readonly Outcome[]): void => {
  const close = closeOf(now, deviceId, sockets);
  main.happen({ type: 'operation-started', operation: close });
  main.happen(
    ...sockets.map((socket, index) => closingEnded(now, close.id, socket, outcomes[index] ?? freed)),
    { type: 'operation-ended', at: now, id: close.id, outcome: { kind: 'close' } },
  );
};

describe('a close of many channels', () => {
  it('has one message, which counts', async () => {
    const main = await openWindow([found(now, [m1522]), ...scanned(now, deviceId, sockets)]);
    closeMany(main, sockets, [refused, refused]);
    const words = '128 channels: 2 refused, 126 freed.';
    await expect.element(messages()).toHaveTextContent(words);
    await expect.element(spoken()).toHaveTextContent(words);
    expect(messages().getByRole('button', { name: 'Dismiss' }).elements()).toHaveLength(1);
    await messages().getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(messages()).not.toBeInTheDocument();
    expect(Object.values(main.state.operations)).toContainEqual(
      expect.objectContaining({ kind: 'close', isDismissed: true }),
    );
  });

  it('of a few has a message for each', async () => {
    const main = await withOtherSelected();
    closeMany(main, [1, 4], [freed, refused]);
    await expect.element(messages()).toHaveTextContent('2 outcomes and notices');
    await expect.element(messages()).toHaveTextContent('Freed: HP-MESSAGE');
    await expect.element(messages()).toHaveTextContent('Refused: HP-SCAN');
  });

  it('keeps its messages when the page is loaded again, before and after its end', async () => {
    const main = await openWindow(office(now));
    main.happen(started(now, scanSocket));
    await loadPage(main);
    await expect.poll(() => rowTexts().join()).toContain('closing HP-SCAN');
    main.happen(...ended(now, scanSocket, refused));
    await row(/PRINT/).click();
    await expect.element(messages()).toHaveTextContent('Refused: HP-SCAN');
    await loadPage(main);
    await row(/PRINT/).click();
    await expect.element(messages()).toHaveTextContent('Refused: HP-SCAN');
  });
});

describe('outcomes', () => {
  it.each(outcomes)('%s: in the row, in words, and spoken', async (_name, outcome, label, words) => {
    const main = await withOtherSelected();
    main.happen(started(now, scanSocket), ...ended(now, scanSocket, outcome));
    await expect.element(row(/HP-SCAN/)).toHaveTextContent(label);
    for (const text of words) await expect.element(messages()).toHaveTextContent(text);
    await expect.element(spoken()).toHaveTextContent(words[0] ?? '');
    await messages().getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(messages()).not.toBeInTheDocument();
    expect(main.calls).toContain('operation.dismiss');
  });

  it('leaves a freed row where it stands, in its own colour and to be read', async () => {
    const main = await withScanSelected();
    main.happen(started(now, scanSocket), ...ended(now, scanSocket, freed));
    await expect.poll(() => rowTexts()[1]).toBe('freed HP-SCAN ? 4');
    const service = row(/HP-SCAN/)
      .getByRole('gridcell')
      .elements()[1];
    expect(service && getComputedStyle(service).textDecorationLine).toBe('none');
  });

  it('goes to no other row when its row leaves, and no key acts on another', async () => {
    const main = await withScanSelected();
    main.happen(started(now, scanSocket), ...ended(now, scanSocket, freed), {
      type: 'swept',
      ms: now + 60_000,
    });
    await expect.poll(() => rowTexts().join(), { timeout: 5_000 }).not.toContain('HP-SCAN');
    await expect.element(grid()).toHaveFocus();
    expect(activeRow()).toBe('');
    await userEvent.keyboard('{Delete}');
    expect(dialog().elements()).toEqual([]);
  });

  it('shows what main refused as a whole', async () => {
    const main = await withScanSelected();
    main.faults.start = { kind: 'audit-unwritable', path: 'audit.jsonl', code: 'ENOSPC' };
    await userEvent.keyboard('{Delete}{Enter}');
    await expect.element(messages()).toHaveTextContent('The audit trail cannot be written');
    await expect.element(messages()).toHaveTextContent('the disk is full');
  });
});
