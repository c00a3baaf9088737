import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Calibration } from '#app/calibration/field-report.ts';
import { stepNames } from '#app/calibration/observation.ts';
import type { Fault } from '#app/faults/fault.ts';
import { lastOf } from '#app/operations/history.ts';
import { fail, ok } from '#app/result.ts';
import type { SessionEvent } from '#app/session/event.ts';
import type { FakeMain } from '../testing/fake-main.ts';
import { dialog, loadPage, openWindow } from '../testing/open-window.tsx';
import { begun, endOf } from '../testing/operations.ts';
import { declared, found, foundUnmeasured, m1522, oj7310 } from '../testing/sessions.ts';

const now = Date.now();
const lastStep = `Step ${stepNames.length} of ${stepNames.length}`;
const item = page.getByRole('toolbar').getByRole('button', { name: 'Measure driver…' });
const inDialog = (name: string) => dialog().getByRole('button', { name });

const profile = { ...declared, origin: 'measured' as const, creatorEnds: 'leaks' as const };
const calibration: Calibration = {
  profile,
  keptEarlier: false,
  leftBehind: [6],
  cleanedUp: [],
  report: {
    ...{ report: 'unjam-driver', schema: 1, unjam: '0', platform: 'win32', runtime: 'Electron' },
    ...{ simulated: false, driver: m1522.driver, setupClass: 'Dot4', profile, observations: [] },
  },
};

const stopped: Fault = { kind: 'cancelled', request: 'CREATE_SOCKET' };

/** The measurement of the one device ends well. */
const measured = ({ state }: FakeMain): SessionEvent => {
  const id = lastOf(state.operations, 'measure', m1522.id)?.id ?? 0;
  const outcome = { kind: 'done', report: calibration } as const;
  return { type: 'operation-ended', at: now, id, outcome: { kind: 'measure', outcome } };
};

it('measures one device, and says which when there are more', async () => {
  await openWindow([found(now, [m1522, oj7310])]);
  await expect.element(item).toHaveAttribute('aria-disabled', 'true');
  await expect.element(item).toHaveAccessibleDescription('Select a channel or a device first.');
});

it('says that the driver is measured already, and since when', async () => {
  const measured = { ...profile, measuredAt: now };
  await openWindow([found(now, [m1522], measured)]);
  const again = page.getByRole('toolbar').getByRole('button', { name: 'Measure again…' });
  await expect.element(again).toHaveAccessibleDescription(/^Measured .*\d/);
  await again.click();
  await expect.element(dialog()).toHaveTextContent('throw-away sockets');
});

it('says what it does and what may go wrong, and sends nothing before it is agreed to', async () => {
  const main = await openWindow([foundUnmeasured(now, [m1522])]);
  await item.click();
  for (const text of [m1522.name, 'throw-away sockets', 'less than 10 seconds', 'What may go wrong']) {
    await expect.element(dialog()).toHaveTextContent(text);
  }
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(main.asked('measure')).toEqual([]);
});

it('shows how far it is, then what was found out, and copies the report', async () => {
  const main = await openWindow([foundUnmeasured(now, [m1522])]);
  await item.click();
  await inDialog('Measure').click();
  expect(main.asked('measure')).toEqual([{ kind: 'measure', deviceId: m1522.id }]);
  main.goOn({ stage: 'acting', step: 'other-process' });
  await expect.element(dialog()).toHaveTextContent(`${lastStep}: Let a second process`);
  main.happen(begun(now, { kind: 'measure', deviceId: oj7310.id }));
  await expect.element(dialog()).toHaveTextContent(lastStep);
  main.happen(endOf(now, 'measure', oj7310.id, { kind: 'failed', fault: stopped }));
  main.happen(measured(main));
  await expect.element(dialog()).toHaveTextContent('stuck channels can be freed');
  await expect.element(dialog()).toHaveTextContent('host socket 6');
  await inDialog('Copy report').click();
  await expect.element(dialog()).toHaveTextContent('Report copied.');
  main.faults.copy = { kind: 'clipboard-taken', problem: null };
  await inDialog('Copy report').click();
  await expect.element(dialog().getByRole('alert')).toHaveTextContent('Not copied.');
  await expect.element(dialog()).not.toHaveTextContent('Report copied.');
  await expect.element(dialog().getByRole('textbox')).toHaveValue(main.copied[0] ?? '');
  main.reportSaved = fail({ kind: 'file-unwritable', path: 'C:\\report.json', code: 'EACCES' });
  await inDialog('Save report…').click();
  await expect.element(dialog().getByRole('alert')).toHaveTextContent('C:\\report.json');
  main.reportSaved = ok('C:\\other.json');
  await inDialog('Save report…').click();
  await expect.element(dialog()).toHaveTextContent('Saved, without personal data: C:\\other.json');
  expect(main.inputs('device.saveReport')).toContainEqual({ deviceId: m1522.id });
  await inDialog('Close').click();
  await expect.element(dialog()).not.toBeInTheDocument();
});

it('is stopped by Esc and waits until everything is cleaned up', async () => {
  const main = await openWindow([foundUnmeasured(now, [m1522])]);
  await item.click();
  await inDialog('Measure').click();
  await userEvent.keyboard('{Escape}');
  expect(main.calls).toContain('operation.cancel');
  await expect.element(dialog()).toHaveTextContent('Stopping and cleaning up');
  main.end({ kind: 'failed', fault: stopped });
  await expect.element(dialog()).toHaveTextContent('Cancelled');
  await inDialog('Close').click();
  await expect.element(dialog()).not.toBeInTheDocument();
});

it('goes on, and is there with what it found, when the page is loaded again', async () => {
  const main = await openWindow([foundUnmeasured(now, [m1522])]);
  await item.click();
  await inDialog('Measure').click();
  main.goOn({ stage: 'acting', step: 'other-process' });
  await loadPage(main);
  await expect.element(dialog()).toHaveTextContent(`${lastStep}: Let a second process`);
  await inDialog('Stop').click();
  await loadPage(main);
  await expect.element(dialog()).toHaveTextContent('Stopping and cleaning up');
  main.happen(measured(main));
  await expect.element(dialog()).toHaveTextContent('stuck channels can be freed');
  await loadPage(main);
  await item.click();
  await expect.element(dialog()).toHaveTextContent('stuck channels can be freed');
  await inDialog('Close').click();
  await expect.element(dialog()).not.toBeInTheDocument();
  await item.click();
  await expect.element(dialog()).toHaveTextContent('throw-away sockets');
});

it('says in the dialog why it could not begin', async () => {
  const main = await openWindow([foundUnmeasured(now, [m1522])]);
  main.faults.start = { kind: 'busy', deviceId: m1522.id, operation: 'measure' };
  await item.click();
  await inDialog('Measure').click();
  await expect.element(dialog().getByRole('alert')).toBeVisible();
  await expect.element(inDialog('Measure')).toBeVisible();
});
