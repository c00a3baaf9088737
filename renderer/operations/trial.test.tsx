import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { describe as describeOperation } from '#app/operations/describe.ts';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { channelKey } from '#app/session/state.ts';
import { noTotals } from '#app/trial/trial.ts';
import type { TrialReport, TrialSample } from '#app/trial/trial.ts';
import { nextOperationId } from '../testing/operations.ts';
import type { FakeMain } from '../testing/fake-main.ts';
import { dialog, loadPage, openWindow, row } from '../testing/open-window.tsx';
import { m1522, office } from '../testing/sessions.ts';
import { violations } from '../testing/violations.ts';

const now = Date.now();
const details = () => page.getByRole('region', { name: 'Details' });
const panel = () => details().getByRole('tabpanel');
const inDialog = (name: string) => dialog().getByRole('button', { name });

const sampleAt = (ms: number, bytes: number, creditNotices = 0): TrialSample => ({
  ...{ deviceId: m1522.id, key: channelKey(m1522.id, 6, 1), service: 'ECHO', verdict: 'echoes' },
  ...{ ms, endsMs: 30_000, listening: true },
  totals: { ...noTotals, bytesOut: bytes, bytesIn: bytes, creditNotices },
});

const report: TrialReport = {
  ...{ service: 'ECHO', hostSocket: 6, peripheralSocket: 6, verdict: 'echoes', listening: true },
  ...{ totals: sampleAt(0, 4096).totals, durationMs: 900, ended: 'asked', fault: null, destroyed: true },
};

const openTrial = async (): Promise<FakeMain> => {
  const main = await openWindow(office(now));
  await row('HP-SCAN').click();
  await details().getByRole('tab', { name: 'Activity' }).click();
  await panel().getByRole('button', { name: 'Try a channel…' }).click();
  return main;
};

/** What main tells when the channel is open. */
const opened = (main: FakeMain): void => {
  main.happen({
    ...{ type: 'socket-looked-at', deviceId: m1522.id, hostSocket: 6 },
    evidence: {
      ...{ kind: 'own-channel', source: 'made-by-us', at: now },
      ...{ service: 'ECHO', peripheralSocket: 6 },
    },
  });
  main.goOn({ stage: 'acting', sample: sampleAt(0, 0) });
};

it('does not take the place of the search that it is a step of', async () => {
  const main = await openWindow(office(now));
  await userEvent.keyboard('{F6}1');
  await expect.poll(() => main.asked('find').length).toBe(1);
  const search = Math.max(...Object.keys(main.state.operations).map(Number));
  const request = { kind: 'trial', deviceId: m1522.id, service: 'ECHO' } as const;
  const operation = describeOperation(main.state, request, nextOperationId(), now, search);
  main.happen({ type: 'operation-started', operation });
  opened(main);
  await expect.element(row(/ECHO/)).toBeVisible();
  await expect
    .element(page.getByRole('region', { name: 'Find what is stuck' }))
    .toHaveTextContent('Looking for what is stuck');
});

describe('the activity of a channel that is not ours', () => {
  it('is not to be seen, and the tab says why', async () => {
    await openWindow(office(now));
    await row('HP-SCAN').click();
    await details().getByRole('tab', { name: 'Activity' }).click();
    await expect.element(panel()).toHaveTextContent('only to the connection that opened the channel');
  });
});

describe('trying a channel', () => {
  it('says what it does and what may go wrong, and sends nothing before it is agreed to', async () => {
    const main = await openTrial();
    for (const text of [m1522.name, '30 seconds', 'a program that wants this service is refused', 'ECHO']) {
      await expect.element(dialog()).toHaveTextContent(text);
    }
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(main.asked('trial')).toEqual([]);
  });

  it('is a row of ours with a live plot, ends by its button, and says what came of it', async () => {
    const main = await openTrial();
    await inDialog('Open channel').click();
    expect(main.asked('trial')).toEqual([{ kind: 'trial', deviceId: m1522.id, service: 'ECHO' }]);
    await expect.element(dialog()).toHaveTextContent('Opening the channel…');
    opened(main);
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.element(row('ECHO')).toHaveTextContent('Unjam');
    await expect.element(details()).toHaveTextContent('ECHO on HP LaserJet M1522nf MFP');
    for (const step of [1, 2, 3]) main.goOn({ sample: sampleAt(step * 1_000, step * 2_000, step) });
    await expect.element(panel()).toHaveTextContent('The printer answers');
    await expect.element(panel()).toHaveTextContent('ends in 27 s');
    const plot = panel().getByRole('img');
    await expect.element(plot).toHaveAccessibleName(/6,000 B out, 6,000 B in, 3 credit notices/);
    expect(plot.element().querySelector('[data-line=bytesOut]')?.getAttribute('points')).toBe(
      '10.0,0.0 20.0,0.0 30.0,0.0',
    );
    await panel().getByText('As a table').click();
    await expect.element(panel().getByRole('row').last()).toHaveTextContent('36,0006,0003');
    expect(await violations()).toEqual([]);
    await panel().getByRole('button', { name: 'End channel' }).click();
    expect(main.calls).toContain('operation.cancel');
    main.end({ kind: 'trial', outcome: { kind: 'done', report } });
    await expect.element(panel()).toHaveTextContent('This channel of ours has ended');
    await row('HP-SCAN').click();
    await expect.element(panel()).toHaveTextContent('Last trial on this device: ECHO: The printer answers');
    await expect.element(panel()).toHaveTextContent('Its socket was destroyed.');
  });

  it('goes on when the page is loaded again, before and after its channel is open', async () => {
    const main = await openTrial();
    await inDialog('Open channel').click();
    await loadPage(main);
    await expect.element(dialog()).toHaveTextContent('Opening the channel…');
    opened(main);
    main.goOn({ sample: sampleAt(3_000, 6_000, 3) });
    await expect.element(dialog()).not.toBeInTheDocument();
    await loadPage(main);
    await expect.element(details()).toHaveTextContent('ECHO on HP LaserJet M1522nf MFP');
    await expect.element(panel()).toHaveTextContent('ends in 27 s');
    await panel().getByRole('button', { name: 'End channel' }).click();
    main.end({ kind: 'trial', outcome: { kind: 'done', report } });
    await loadPage(main);
    await row('HP-SCAN').click();
    await details().getByRole('tab', { name: 'Activity' }).click();
    await expect.element(panel()).toHaveTextContent('Last trial on this device: ECHO: The printer answers');
  });

  it('says when the channel is refused, and lets another service be chosen', async () => {
    const main = await openTrial();
    await inDialog('Open channel').click();
    const ntstatus = ntStatus('STATUS_OBJECT_NAME_NOT_FOUND');
    main.end({ kind: 'failed', fault: { kind: 'refused', request: 'CREATE_SOCKET', ntstatus } });
    await expect.element(dialog().getByRole('alert')).toHaveTextContent('STATUS_OBJECT_NAME_NOT_FOUND');
    await dialog().getByRole('radio', { name: 'HP-MESSAGE' }).click();
    await inDialog('Open channel').click();
    expect(main.asked('trial')[1]).toMatchObject({ service: 'HP-MESSAGE' });
    await inDialog('End channel').click();
    expect(main.calls).toContain('operation.cancel');
  });
});
