import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { ProbeReport } from '#app/probe/report.ts';
import type { Ended } from '#app/session/event.ts';
import { dialog, loadPage, openMore, openWindow } from '../testing/open-window.tsx';
import { declared, found, foundUnmeasured, m1522, oj7310 } from '../testing/sessions.ts';

const now = Date.now();
const item = page.getByRole('menuitem', { name: 'Probe services…' });
const inDialog = (name: string) => dialog().getByRole('button', { name });
const details = () => page.getByRole('region', { name: 'Details' });

const known: Evidence = {
  ...{ kind: 'service-probed', source: 'driver-answer', at: now, service: 'HP-SCAN', known: 'known' },
  ntstatus: null,
};
const inUse: Evidence = {
  ...{ kind: 'channel-probed', source: 'driver-answer', at: now, service: 'HP-SCAN', use: 'in-use' },
  ntstatus: ntStatus('STATUS_DEVICE_BUSY'),
};
const report: ProbeReport = { evidence: [known], unasked: [], spared: [], leftBehind: [], cleanedUp: [] };

const probed = (found: ProbeReport): Ended => ({
  kind: 'probe',
  outcome: { kind: 'done', report: found },
});

it.each<readonly [why: string, profile: DriverProfile | null, reason: RegExp]>([
  ['was not measured', null, /this driver was not measured/],
  ['takes nothing', { ...declared, userMode: 'refused' }, /not found to take DOT4 requests/],
])('is not offered where the driver %s, and says so', async (_, profile, reason) => {
  await openWindow([profile === null ? foundUnmeasured(now, [m1522]) : found(now, [m1522], profile)]);
  await openMore();
  await expect.element(item).toHaveAttribute('aria-disabled', 'true');
  await expect.element(item).toHaveAccessibleDescription(reason);
});

it('probes one device, and says so when there are more', async () => {
  await openWindow([found(now, [m1522, oj7310])]);
  await openMore();
  await expect.element(item).toHaveAccessibleDescription('Select a channel or a device first.');
});

it('says what it does and what may go wrong, and asks nothing before it is agreed to', async () => {
  const main = await openWindow([found(now, [m1522])]);
  await openMore();
  await item.click();
  for (const text of [m1522.name, 'CREATE_SOCKET', 'No channel is opened', 'What may go wrong']) {
    await expect.element(dialog()).toHaveTextContent(text);
  }
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(main.asked('probe')).toEqual([]);
});

it('opens channels as a second step that is asked for alone, with its own risks', async () => {
  const main = await openWindow([found(now, [m1522])]);
  await openMore();
  await item.click();
  await inDialog('Ask for services').click();
  main.goOn({ stage: 'acting', asked: { deviceId: m1522.id, service: 'ECHO', number: 2, total: 11 } });
  await expect.element(dialog()).toHaveTextContent('Asking for ECHO, 2 of 11');
  main.end(probed(report));
  const row = dialog().getByRole('row', { name: /HP-SCAN/ });
  await expect.element(row).toHaveTextContent('known (inferred)not asked');
  await expect.element(dialog()).toHaveTextContent('never confirmed');
  await inDialog('Also open channels…').click();
  await expect.element(dialog()).toHaveTextContent('gets the answer that it is busy');
  expect(main.asked('probe')).toHaveLength(1);
  await inDialog('Open channels').click();
  expect(main.asked('probe')[1]).toEqual({ kind: 'probe', deviceId: m1522.id, open: true });
  main.end(
    probed({
      ...report,
      evidence: [known, inUse],
      spared: [{ service: 'PRINT', because: 'job-in-progress' }],
    }),
  );
  await expect.element(row).toHaveTextContent('in use (inferred)');
  await expect
    .element(dialog())
    .toHaveTextContent('PRINT: no channel was opened, because a job is in progress');
  await inDialog('Close').click();
  await expect.element(dialog()).not.toBeInTheDocument();
});

it('the second step is not offered where no channel of ours could be closed', async () => {
  const shapes = { CREATE_SOCKET: 'a', DESTROY_SOCKET: 'b' };
  const profile = { ...declared, ...({ origin: 'measured', destroyWantsOutput: 'no' } as const), shapes };
  const main = await openWindow([found(now, [m1522], profile)]);
  await openMore();
  await item.click();
  await inDialog('Ask for services').click();
  main.end(probed(report));
  await expect.element(inDialog('Also open channels…')).toHaveAttribute('aria-disabled', 'true');
  await expect.element(dialog()).toHaveTextContent('close a channel of our own again');
});

it('is stopped by Esc and waits until its socket is destroyed', async () => {
  const main = await openWindow([found(now, [m1522])]);
  await openMore();
  await item.click();
  await inDialog('Ask for services').click();
  await userEvent.keyboard('{Escape}');
  expect(main.calls).toContain('operation.cancel');
  await expect.element(dialog()).toHaveTextContent('Stopping and destroying our socket');
  main.end({ kind: 'failed', fault: { kind: 'cancelled', request: 'CREATE_SOCKET' } });
  await expect.element(dialog()).toHaveTextContent('Cancelled');
});

it('what was found stands in the details of the device, as inferred and as of when', async () => {
  await openWindow([
    found(now, [m1522]),
    { type: 'services-probed', deviceId: m1522.id, evidence: [known, inUse] },
  ]);
  await page.getByRole('option', { name: 'M1522' }).click();
  await page.getByRole('tab', { name: 'Printer and driver' }).click();
  const row = details().getByRole('row', { name: /HP-SCAN/ });
  await expect.element(row).toHaveTextContent('known (inferred)in use (inferred)');
  await expect.element(row.getByRole('time')).toBeVisible();
});

it('goes on, and is there with what it found, when the page is loaded again', async () => {
  const main = await openWindow([found(now, [m1522])]);
  await openMore();
  await item.click();
  await inDialog('Ask for services').click();
  main.goOn({ stage: 'acting', asked: { deviceId: m1522.id, service: 'ECHO', number: 2, total: 11 } });
  await loadPage(main);
  await expect.element(dialog()).toHaveTextContent('Asking for ECHO, 2 of 11');
  main.end(probed(report));
  await loadPage(main);
  await openMore();
  await item.click();
  await expect.element(dialog().getByRole('row', { name: /HP-SCAN/ })).toHaveTextContent('known (inferred)');
  await expect.element(inDialog('Also open channels…')).toBeVisible();
});
