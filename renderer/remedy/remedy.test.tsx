import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { RemedyRun } from '#app/remedy/run.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { dialog, openWindow, row, spoken } from '../testing/open-window.tsx';
import { found, m1522, scanned } from '../testing/sessions.ts';

const now = Date.now();
const channelKey = `${m1522.id}#4#1`;
const details = () => page.getByRole('region', { name: 'Details' });
const messages = () => page.getByRole('region', { name: 'Outcomes and notices' });
const stepButton = (name: string) => details().getByRole('button', { name });
const stopButton = () => stepButton('Do this… Stop the program');

const process = { name: 'hpscan.exe', pid: 4104, endedAt: null, startedAt: '133' };
const held: SessionEvent[] = [
  found(now, [m1522]),
  ...scanned(now, m1522.id, [4]),
  {
    type: 'observed',
    at: now,
    deviceId: m1522.id,
    observations: [
      { hostSocket: null, evidence: { kind: 'process', source: 'processes', at: now, process } },
    ],
    sources: [],
  },
];

const run = (change: Pick<RemedyRun, 'stage' | 'outcome'>, step: RemedyRun['step'] = 'stop-program') => ({
  type: 'remedy-changed' as const,
  run: {
    ...{ key: `${channelKey} ${step}`, at: now, channelKey, deviceId: m1522.id, deviceName: m1522.name },
    ...{ hostSocket: 4, service: 'HP-SCAN', step, target: 'hpscan.exe (4104)', dismissed: false },
    ...change,
  },
});
const ended = (outcome: RemedyOutcome) => run({ stage: null, outcome });

const withHeldChannel = async () => {
  const main = await openWindow(held, [1280, 1000]);
  await row(/HP-SCAN/).click();
  await page.getByRole('tab', { name: 'Steps' }).click();
  await expect.element(stopButton()).toBeVisible();
  return main;
};

describe('a step', () => {
  it('is run as it was confirmed, and only after asking with target, risk and check', async () => {
    const main = await withHeldChannel();
    await stopButton().click();
    for (const text of [
      'Stop hpscan.exe (4104)',
      m1522.name,
      'its unsaved work is lost',
      'The program no longer runs',
      'audit trail before it is done',
    ]) {
      await expect.element(dialog()).toHaveTextContent(text);
    }
    expect(main.remedies).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => main.remedies)
      .toEqual([
        {
          ...{ deviceId: m1522.id, hostSocket: 4, generation: 1, step: 'stop-program' },
          action: { kind: 'stop-program', pid: 4104, name: 'hpscan.exe', startedAt: '133' },
        },
      ]);
    await expect.element(dialog()).not.toBeInTheDocument();
  });

  it('is not run on Esc or Cancel, and the keyboard is back on its button', async () => {
    const main = await withHeldChannel();
    await stopButton().click();
    await expect.element(dialog()).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.element(stopButton()).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(main.remedies).toEqual([]);
  });

  it('that is not offered says why, and stays reachable', async () => {
    const main = await withHeldChannel();
    main.happen({
      ...{ type: 'observed', at: now, deviceId: m1522.id, sources: [] },
      observations: [
        {
          hostSocket: null,
          evidence: {
            ...{ kind: 'node', source: 'device-node', at: now },
            node: {
              ...{ setupClass: 'Dot4', service: 'dot4', provider: null, version: null },
              ...{ date: null, problemCode: 0, port: 'DOT4_001' },
            },
          },
        },
      ],
    });
    const reset = stepButton('Do this… Soft reset');
    await expect.element(reset).toHaveAttribute('aria-disabled', 'true');
    await expect.element(reset).toHaveAccessibleDescription(/nobody has seen a DOT4 stack take it/);
    await reset.click({ force: true });
    expect(dialog().elements()).toEqual([]);
  });
});

describe('a run', () => {
  it('shows how far it is, keeps the other steps waiting, and ends in words, once spoken', async () => {
    const main = await withHeldChannel();
    main.happen(run({ stage: 'acting', outcome: null }));
    await expect.element(details()).toHaveTextContent('Doing it…');
    await expect.element(stepButton('Do this… Destroy the socket')).toHaveAttribute('aria-disabled', 'true');
    main.happen(ended({ kind: 'still-there', done: null, next: 'destroy-socket' }));
    const words = 'The next step of the ladder is: Destroy the socket.';
    await expect.element(details()).toHaveTextContent(words);
    await expect.element(messages()).toHaveTextContent(words);
    await expect.element(spoken()).toHaveTextContent(words);
    await expect
      .element(stepButton('Do this… Destroy the socket'))
      .not.toHaveAttribute('aria-disabled', 'true');
  });

  it('that was read leaves the messages and stays with its step', async () => {
    const main = await withHeldChannel();
    main.happen(
      run({ stage: 'acting', outcome: null }),
      ended({ kind: 'unverified', done: null, because: 'not-measured' }),
    );
    await messages().getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(messages()).not.toBeInTheDocument();
    await expect.element(details()).toHaveTextContent('Done, not verified');
  });

  it('that waits for a person says what to do and can be stopped', async () => {
    const main = await withHeldChannel();
    await stepButton('Watch this… Switch off and on').click();
    await expect.element(dialog()).toHaveTextContent('Unjam cannot switch it off');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.remedies).toMatchObject([{ step: 'power-cycle', action: null }]);
    main.happen(run({ stage: 'waiting-to-leave', outcome: null }, 'power-cycle'));
    await expect.element(details()).toHaveTextContent('Switch the printer off now');
    await details().getByRole('button', { name: 'Stop waiting' }).click();
    expect(main.calls).toContain(`cancelRemedy ${m1522.id}`);
  });
});
