import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Job } from '#app/evidence/job.ts';
import { looked } from '#app/evidence/source-report.ts';
import { nothingCutOff } from '#app/operations/confirmation.ts';
import { jobName } from '#app/operations/confirmed.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { Ended, SessionEvent } from '#app/session/event.ts';
import { dialog, loadPage, openWindow, row, spoken } from '../testing/open-window.tsx';
import { found, m1522, printJob, scanned } from '../testing/sessions.ts';

const now = Date.now();
const details = () => page.getByRole('region', { name: 'Details' });
const messages = () => page.getByRole('region', { name: 'Outcomes and notices' });
const stepButton = (name: string) => details().getByRole('button', { name });
const stopButton = () => stepButton('Stop hpscan.exe…');

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
    sources: [looked('spooler', now)],
  },
];

const nodeSeen: Extract<SessionEvent, { type: 'observed' }> = {
  ...{ type: 'observed', at: now, deviceId: m1522.id, sources: [looked('spooler', now)] },
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
};

const nodeAndJob = (job: Job): SessionEvent => {
  const evidence = { kind: 'job', source: 'spooler', at: now, job } as const;
  return { ...nodeSeen, observations: [...nodeSeen.observations, { hostSocket: 2, evidence }] };
};

const ended = (outcome: RemedyOutcome): Ended => ({ kind: 'remedy', outcome });

const withHeldChannel = async () => {
  const main = await openWindow(held, [1280, 1000]);
  await row(/HP-SCAN/).click();
  await details().getByText('To free it all the same').click();
  await expect.element(stopButton()).toBeVisible();
  return main;
};

/** Says yes to the first step. */
const doIt = async (): Promise<void> => {
  await stopButton().click();
  await expect.element(dialog()).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog()).not.toBeInTheDocument();
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
    expect(main.asked('remedy')).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => main.asked('remedy'))
      .toEqual([
        {
          ...{ kind: 'remedy', deviceId: m1522.id, hostSocket: 4, generation: 1, step: 'stop-program' },
          action: { kind: 'stop-program', pid: 4104, name: 'hpscan.exe', startedAt: '133' },
          confirmed: {
            ...{ arrivedAt: null, jobs: [], cutOff: nothingCutOff },
            holders: [{ pid: 4104, name: 'hpscan.exe', startedAt: '133' }],
            suspicion: { level: 'none', rule: null },
          },
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
    await dialog().getByRole('button', { name: 'Let it run' }).click();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(main.asked('remedy')).toEqual([]);
  });

  it('that is not offered is not listed', async () => {
    const main = await withHeldChannel();
    main.happen(nodeSeen);
    await expect.element(stepButton('Restart device…')).toBeVisible();
    await expect.element(details()).not.toHaveTextContent(/soft reset/i);
  });
});

describe('a run', () => {
  it('shows how far it is, keeps the other steps waiting, and ends in words, once spoken', async () => {
    const main = await withHeldChannel();
    await doIt();
    main.goOn({ stage: 'acting' });
    await expect.element(details()).toHaveTextContent('Doing it…');
    await expect.element(stepButton('Close channel…')).toHaveAttribute('aria-disabled', 'true');
    main.end(ended({ kind: 'still-there', done: null, next: 'destroy-socket' }));
    const words = 'Close channel (host socket 4).';
    await expect.element(details()).toHaveTextContent(words);
    await expect.element(messages()).not.toBeInTheDocument();
    await expect.element(spoken()).toHaveTextContent(words);
    await expect.element(stepButton('Close channel…')).not.toHaveAttribute('aria-disabled', 'true');
  });

  it('is a message while the details are about another channel, and stays with its own when that was read', async () => {
    const main = await withHeldChannel();
    main.happen(...scanned(now, m1522.id, [2]));
    await doIt();
    await row(/PRINT/).click();
    main.end(ended({ kind: 'unverified', done: null, because: 'not-measured' }));
    await expect.element(messages()).toHaveTextContent('could not be looked at');
    await messages().getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(messages()).not.toBeInTheDocument();
    await row(/HP-SCAN/).click();
    await expect.element(details()).toHaveTextContent('could not be looked at');
  });

  it('that waits for a person says what to do and can be stopped', async () => {
    const main = await withHeldChannel();
    await stepButton('Switch off and on…').click();
    await expect.element(dialog()).toHaveTextContent('Unjam cannot switch it off');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.asked('remedy')).toMatchObject([{ step: 'power-cycle', action: null }]);
    main.goOn({ stage: 'waiting-to-leave' });
    await expect.element(details()).toHaveTextContent('Switch the printer off now');
    await details().getByRole('button', { name: 'Stop waiting' }).click();
    expect(main.calls).toContain('operation.cancel');
  });

  it('is there with its stage and its outcome when the page is loaded again', async () => {
    const main = await withHeldChannel();
    await doIt();
    main.goOn({ stage: 'checking' });
    await loadPage(main);
    await row(/HP-SCAN/).click();
    await expect.element(details()).toHaveTextContent('Checking whether it helped and lasts…');
    main.end(ended({ kind: 'did-not-last', done: null, because: 'program-back', next: 'power-cycle' }));
    const words = 'Seconds later the program was running again.';
    await expect.element(details()).toHaveTextContent(words);
    await loadPage(main);
    await row(/HP-SCAN/).click();
    await expect.element(details()).toHaveTextContent(words);
    await expect.element(messages()).not.toBeInTheDocument();
  });
});

describe('a step that would cut off a job', () => {
  const document = 'Quarterly report.docx';

  it.each(['Restart device…', 'Switch off and on…'])(
    '%s names it and wants an express tick, for this job and no other',
    async (button) => {
      const main = await withHeldChannel();
      main.happen(...scanned(now, m1522.id, [2]), nodeAndJob(printJob));
      await stepButton(button).click();
      await expect.element(dialog()).toHaveTextContent(document);
      const confirm = dialog().getByRole('button', { name: /^(Restart device|Watch)$/ });
      await expect.element(confirm).toHaveAttribute('aria-disabled', 'true');
      await confirm.click({ force: true });
      expect(main.asked('remedy')).toEqual([]);
      const tick = dialog().getByRole('checkbox', { name: 'Cut off the job in progress' });
      await tick.click();
      const next = { ...printJob, id: 18, document: 'Payroll.xlsx' };
      main.happen(nodeAndJob(next));
      await expect.element(tick).not.toBeChecked();
      await tick.click();
      await confirm.click();
      await expect
        .poll(() => main.asked('remedy'))
        .toMatchObject([{ confirmed: { cutOff: { jobs: [jobName(next)], unseenJobs: false } } }]);
    },
  );

  it('wants the tick also where jobs cannot be seen', async () => {
    const main = await withHeldChannel();
    main.happen({ ...nodeSeen, sources: [] });
    await stepButton('Restart device…').click();
    await expect.element(dialog()).toHaveTextContent('There may be a job that cannot be seen');
    await expect.element(dialog().getByRole('checkbox')).not.toBeChecked();
    expect(main.asked('remedy')).toEqual([]);
  });
});
