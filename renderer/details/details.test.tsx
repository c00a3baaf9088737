import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { looked, notLooked } from '#app/evidence/source-report.ts';
import { dialog, openWindow, row } from '../testing/open-window.tsx';
import {
  declared,
  found,
  foundUnmeasured,
  jobSeen,
  m1522,
  noHolders,
  oj7310,
  scanned,
} from '../testing/sessions.ts';
import { endClose, refused } from '../testing/teardowns.ts';
import { violations } from '../testing/violations.ts';

const now = Date.now();
const details = () => page.getByRole('region', { name: 'Details' });

it('of a device: where Unjam looked, what it could not see, and what it saw, with source and confidence', async () => {
  await openWindow([
    found(now, [oj7310]),
    {
      type: 'observed',
      at: now,
      deviceId: oj7310.id,
      observations: [
        {
          hostSocket: null,
          evidence: {
            kind: 'queue',
            source: 'spooler',
            at: now,
            queue: {
              name: 'Officejet',
              ports: ['DOT4_001'],
              driver: 'HP Officejet 7310',
              offline: true,
              jobs: 2,
            },
          },
        },
      ],
      sources: [looked('processes', now, ['kernel-clients']), notLooked('spooler', now, 'deadline')],
    },
  ]);
  await page.getByRole('option', { name: '7310' }).click();
  await expect
    .element(details())
    .toHaveTextContent('the process list – looked at; not to be seen: kernel drivers');
  await expect.element(details()).toHaveTextContent('the spooler – not looked at: no answer in time');
  await expect
    .element(details())
    .toHaveTextContent(
      'Queue “Officejet” on DOT4_001 (driver HP Officejet 7310): 2 jobs, set offline. – the spooler, inferred',
    );
});

it('of a device: how its driver behaves, in plain words, once it was measured', async () => {
  const measured = { ...declared, origin: 'measured' as const, measuredAt: now };
  const main = await openWindow([found(now, [oj7310], measured)]);
  await page.getByRole('option', { name: '7310' }).click();
  await details().getByRole('tab', { name: 'Printer and driver' }).click();
  await expect.element(details()).toHaveTextContent('stuck channels can be freed');
  await expect.element(details()).toHaveTextContent('How the driver behaves, measured');
  main.happen(foundUnmeasured(now, [oj7310]));
  await expect.element(details()).not.toHaveTextContent('How the driver behaves');
});

it('of a device: the last requests to it, once they are asked for', async () => {
  const main = await openWindow([found(now, [oj7310])]);
  await page.getByRole('option', { name: '7310' }).click();
  expect(main.calls).not.toContain('device.requests');
  await details().getByRole('tab', { name: 'Raw requests' }).click();
  await expect.element(details()).toHaveTextContent('Nothing was sent to this device yet');
});

it('of a device: what is wrong with its way to Windows, and what to do', async () => {
  await openWindow([found(now, [{ ...oj7310, problemCode: 10 }])]);
  await page.getByRole('option', { name: '7310' }).click();
  await expect.element(details()).toHaveTextContent('the device cannot start (code 10)');
});

it('of a channel: each step, with risk and check', async () => {
  await openWindow([found(now, [oj7310]), ...scanned(now, oj7310.id, [4])]);
  await details().getByText('To free it all the same').click();
  const first = details().getByRole('button', { name: 'Close channel…' });
  await expect.element(first).toHaveAccessibleDescription(/Risk:.*Check:/);
  await expect.element(details().getByRole('listitem').nth(1)).toHaveTextContent('Switch off and on…');
});

describe('what would free a channel', () => {
  const allTheSame = () => details().getByText('To free it all the same');
  const switchOff = () => details().getByRole('button', { name: 'Switch off and on…' });
  const close = () => details().getByRole('button', { name: 'Close channel…' });

  it('is folded away where the channel is in use and no sign says that it is stuck, and opens by the keyboard', async () => {
    await openWindow([found(now, [m1522]), jobSeen(now, m1522.id), ...scanned(now, m1522.id, [2])]);
    await row(/PRINT/).click();
    await expect.element(allTheSame()).toBeVisible();
    await expect.element(switchOff()).not.toBeInTheDocument();
    (allTheSame().element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(switchOff()).toBeVisible();
  });

  const suspect = [found(now, [m1522]), noHolders(now, m1522.id), ...scanned(now, m1522.id, [4])];
  const question = () => details().getByRole('group', { name: 'Is anyone scanning on this printer now?' });

  it('is asked for by a question that only a person can answer, where the channel is suspect', async () => {
    await openWindow(suspect);
    await row(/HP-SCAN/).click();
    await expect.element(question()).toBeVisible();
    await expect.element(close()).not.toBeInTheDocument();
    await expect.element(allTheSame()).not.toBeInTheDocument();
    await question().getByRole('button', { name: 'No, free it' }).click();
    await expect.element(dialog()).toHaveTextContent('Close this channel?');
    expect(await violations()).toEqual([]);
  });

  it('is not offered to who says that it is in use', async () => {
    const main = await openWindow(suspect);
    await row(/HP-SCAN/).click();
    await question().getByRole('button', { name: 'Yes' }).click();
    await expect.element(details()).toHaveTextContent('leave it until they have finished.');
    await expect.element(question()).not.toBeInTheDocument();
    await expect.element(close()).not.toBeInTheDocument();
    expect(details().element().contains(document.activeElement)).toBe(true);
    expect(dialog().elements()).toEqual([]);
    expect(main.asked('close')).toEqual([]);
  });

  it('is the next step, without the question, once one was taken in vain', async () => {
    const main = await openWindow(suspect);
    await row(/HP-SCAN/).click();
    await question().getByRole('button', { name: 'No, free it' }).click();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.asked('close')).toHaveLength(1);
    endClose(main, refused);
    await expect.element(switchOff()).toBeVisible();
    await expect.element(question()).not.toBeInTheDocument();
  });
});

it('says of a suspect what would show that it is none, and of a channel at rest nothing of the kind', async () => {
  await openWindow([
    found(now, [m1522, oj7310]),
    noHolders(now, m1522.id),
    ...scanned(now, m1522.id, [4]),
    jobSeen(now, oj7310.id),
  ]);
  await row(/HP-SCAN/).click();
  await expect
    .element(details())
    .toHaveTextContent('What would show otherwise: A program is seen with the device open');
  await row(/PRINT/).click();
  await expect.element(details()).toHaveTextContent('In use');
  await expect.element(details()).not.toHaveTextContent('What would show otherwise');
});
