import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Job } from '#app/evidence/job.ts';
import { looked } from '#app/evidence/source-report.ts';
import { jobName } from '#app/operations/confirmed.ts';
import { dialog, grid, openWindow, row, rowTexts } from '../testing/open-window.tsx';
import {
  declared,
  found,
  jobSeen,
  lj3055,
  m1522,
  noHolders,
  office,
  oj7310,
  printJob,
  scanned,
  socketGone,
} from '../testing/sessions.ts';
import { closingEnded, freed, refused, started } from '../testing/teardowns.ts';

const now = Date.now();
const printing = jobName(printJob);
const messages = () => page.getByRole('region', { name: 'Outcomes and notices' });
const scanSocket = [m1522.id, 4] as const;

/** Opens the office and selects its second row, the leaked scan channel, by keyboard. */
const withScanSelected = async () => {
  const main = await openWindow(office(now));
  await userEvent.keyboard('{Home}{ArrowDown}');
  return main;
};

it('is not offered where the driver lets nobody destroy the sockets of others; button and key say why', async () => {
  const refusing = { ...declared, foreignDestroy: 'refused' as const };
  const main = await openWindow([found(now, [m1522], refusing), ...scanned(now, m1522.id, [4])]);
  await userEvent.keyboard('{Home}');
  const button = page.getByRole('button', { name: 'Close channel…' });
  await expect.element(button).toHaveAttribute('aria-disabled', 'true');
  await expect.element(button).toHaveAccessibleDescription(/End its holder instead/);
  await userEvent.keyboard('{Delete}{Delete}');
  await expect.element(dialog()).not.toBeInTheDocument();
  await expect.element(page.getByRole('contentinfo')).toHaveTextContent(/End its holder instead/);
  await expect.element(messages()).not.toBeInTheDocument();
  expect(main.asked('close')).toEqual([]);
});

it('asks about a printer by its port and its place, which tell it from the one beside it', async () => {
  const queue = { name: 'Scan corner', ports: ['DOT4_001'], driver: 'HP', location: 'Room 12' };
  const node = { setupClass: 'Dot4', service: 'dot4', provider: null, version: null, date: null };
  await openWindow([
    found(now, [m1522]),
    {
      ...{ type: 'observed', at: now, deviceId: m1522.id, sources: [looked('spooler', now)] },
      observations: [
        {
          hostSocket: null,
          evidence: {
            ...{ kind: 'node', source: 'device-node', at: now },
            node: { ...node, problemCode: 0, port: 'DOT4_001' },
          },
        },
        {
          hostSocket: null,
          evidence: {
            ...{ kind: 'queue', source: 'spooler', at: now },
            queue: { ...queue, offline: false, jobs: 0 },
          },
        },
      ],
    },
    ...scanned(now, m1522.id, [4]),
  ]);
  await userEvent.keyboard('{Home}{Delete}');
  await expect.element(dialog()).toHaveTextContent(`${m1522.name} (DOT4_001, Room 12)`);
});

describe('Delete, Enter', () => {
  it('closes exactly the selected channel, and only after asking', async () => {
    const main = await withScanSelected();
    await userEvent.keyboard('{Delete}');
    await expect.element(dialog()).toBeVisible();
    expect(main.asked('close')).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => main.asked('close'))
      .toMatchObject([{ deviceId: m1522.id, targets: [{ hostSocket: 4, generation: 1 }] }]);
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.element(grid()).toHaveFocus();
  });

  it('names device, service and how sure, socket, holder, job, consequence and the request', async () => {
    await withScanSelected();
    await userEvent.keyboard('{Delete}');
    for (const text of [
      m1522.name,
      'HP-SCAN (inferred)',
      'host socket 4',
      'not known',
      'none seen',
      'A scan that is running is cut off',
      'IOCTL_DOT4_DESTROY_SOCKET',
      'checks right before and right after',
    ]) {
      await expect.element(dialog()).toHaveTextContent(text);
    }
  });

  it('closes nothing on Esc or Cancel', async () => {
    const main = await withScanSelected();
    await userEvent.keyboard('{Delete}');
    await expect.element(dialog()).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await userEvent.keyboard('{Delete}');
    await dialog().getByRole('button', { name: 'Keep it open' }).click();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(main.asked('close')).toEqual([]);
  });

  it('shows nothing before main says so', async () => {
    const main = await withScanSelected();
    main.faults.start = { kind: 'busy', deviceId: m1522.id, operation: 'close' };
    await userEvent.keyboard('{Delete}{Enter}');
    await expect.poll(() => main.asked('close').length).toBe(1);
    expect(rowTexts()[1]).toContain('suspect');
    main.happen(started(now, scanSocket));
    await expect.poll(() => rowTexts()[1]).toContain('closing');
  });

  it('asks nothing when there is nothing to select', async () => {
    await openWindow([found(now, [m1522])]);
    await userEvent.keyboard('{Delete}');
    expect(dialog().elements()).toEqual([]);
    await expect.element(page.getByRole('button', { name: 'Close channel…' })).toBeInTheDocument();
    expect(page.getByRole('button', { name: 'Close channel…' }).element()).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });
});

describe('over a job in progress', () => {
  it('needs an express tick before Enter does anything', async () => {
    const main = await openWindow(office(now));
    await row(/PRINT/).click();
    await userEvent.keyboard('{Delete}');
    const tick = dialog().getByRole('checkbox', { name: 'Cut off the job in progress' });
    const confirm = dialog().getByRole('button', { name: 'Close channel' });
    await expect.element(tick).toHaveFocus();
    await expect.element(dialog()).toHaveTextContent('Quarterly report.docx');
    await userEvent.keyboard('{Enter}');
    await confirm.click({ force: true });
    expect(main.asked('close')).toEqual([]);
    await userEvent.click(tick);
    main.happen(jobSeen(now, lj3055.id, { ...printJob, pagesDone: 38 }));
    await expect.element(dialog()).toHaveTextContent('page 38 of 210');
    await confirm.click();
    await expect
      .poll(() => main.asked('close'))
      .toEqual([
        {
          kind: 'close',
          deviceId: lj3055.id,
          targets: [
            {
              hostSocket: 2,
              generation: 1,
              confirmed: {
                arrivedAt: null,
                jobs: [printing],
                holders: [],
                suspicion: { level: 'in-use', rule: 'job-in-progress' },
                cutOff: { jobs: [printing], unseenJobs: false },
              },
            },
          ],
        },
      ]);
  });

  it('a tick holds for the jobs that were named, and the request names no other', async () => {
    const main = await openWindow(office(now));
    await row(/PRINT/).click();
    await userEvent.keyboard('{Delete}');
    const tick = dialog().getByRole('checkbox', { name: 'Cut off the job in progress' });
    await tick.click();
    const next: Job = { ...printJob, id: 18, document: 'Payroll.xlsx' };
    main.happen(jobSeen(now, lj3055.id, next));
    await expect.element(dialog()).toHaveTextContent('Payroll.xlsx');
    await expect.element(tick).not.toBeChecked();
    await dialog().getByRole('button', { name: 'Close channel' }).click({ force: true });
    expect(main.asked('close')).toEqual([]);
    await tick.click();
    await dialog().getByRole('button', { name: 'Close channel' }).click();
    const cutOff = { jobs: [jobName(next)], unseenJobs: false };
    await expect
      .poll(() => main.asked('close'))
      .toMatchObject([{ targets: [{ confirmed: { jobs: [jobName(next)], cutOff } }] }]);
  });

  it('a tick for jobs that cannot be seen names none', async () => {
    const main = await openWindow([found(now, [m1522]), ...scanned(now, m1522.id, [2])]);
    await row(/PRINT/).click();
    await userEvent.keyboard('{Delete}');
    await expect.element(dialog()).toHaveTextContent('There may be a job that cannot be seen');
    await dialog().getByRole('checkbox').click();
    await dialog().getByRole('button', { name: 'Close channel' }).click();
    await expect
      .poll(() => main.asked('close'))
      .toMatchObject([{ targets: [{ confirmed: { cutOff: { jobs: [], unseenJobs: true } } }] }]);
  });

  it('takes the yes back when a job starts while it asks', async () => {
    const idle = [found(now, [lj3055]), noHolders(now, lj3055.id), ...scanned(now, lj3055.id, [2])];
    const main = await openWindow(idle);
    await row(/PRINT/).click();
    await userEvent.keyboard('{Delete}');
    const confirm = dialog().getByRole('button', { name: 'Close channel' });
    await expect.element(confirm).toHaveFocus();
    main.happen(jobSeen(now, lj3055.id));
    await expect.element(dialog().getByRole('checkbox')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(main.asked('close')).toEqual([]);
  });
});

describe('many at once', () => {
  const numbers = Array.from({ length: 12 }, (_none, index) => 100 + index);
  const many = [found(now, [lj3055]), jobSeen(now, lj3055.id), ...scanned(now, lj3055.id, [2, ...numbers])];

  const askAboutAll = async () => {
    const main = await openWindow(many);
    await row(/PRINT/).click();
    await userEvent.keyboard('{Control>}a{/Control}{Delete}');
    await expect.element(dialog()).toBeVisible();
    return main;
  };

  it('are asked about in groups, the one with a job first, and Enter is not armed', async () => {
    const main = await askAboutAll();
    const lines = dialog().element().querySelectorAll('.close-target');
    expect(lines).toHaveLength(2);
    expect(lines[0]?.textContent).toMatch(/^PRINT .*The print job in progress is cut off/);
    expect(lines[1]?.textContent).toContain(`12 channels of ${lj3055.name}`);
    await expect.element(dialog()).toHaveAccessibleDescription(/12 channels of .* This cannot be undone/);
    expect(dialog().element().textContent).not.toMatch(/\b(this|the) channel\b/i);
    await userEvent.keyboard('{Enter}');
    expect(main.asked('close')).toEqual([]);
  });

  it('can be stopped after the one under way, and the message leads to those that are left', async () => {
    const main = await askAboutAll();
    await dialog().getByRole('checkbox').click();
    await dialog().getByRole('button', { name: 'Close 13 channels' }).click();
    await expect.poll(() => main.asked('close').length).toBe(1);
    const id = Math.max(...Object.keys(main.state.operations).map(Number));
    main.goOn({ stage: 'acting', progress: { done: 3, total: 13 } });
    await expect.element(page.getByText('Closing channel 3 of 13…')).toBeVisible();
    await page.getByRole('button', { name: 'Stop after this one' }).click();
    expect(main.inputs('operation.cancel')).toEqual([{ id }]);
    main.happen(
      ...[2, ...numbers].map((socket, index) => closingEnded(now, id, socket, index < 2 ? refused : freed)),
      { type: 'operation-ended', at: now, id, outcome: { kind: 'close' } },
    );
    const details = page.getByRole('region', { name: 'Details' });
    await expect.element(details).toHaveTextContent('13 channels: 11 freed, 2 not freed');
    await row(/101/).click();
    await expect.element(messages()).toHaveTextContent('13 channels: 2 refused, 11 freed.');
    await messages().getByRole('button', { name: 'Show those still there' }).click();
    await expect.element(grid()).toHaveFocus();
    expect(grid().getByRole('row', { selected: true }).elements()).toHaveLength(2);
  });
});

describe('several at once', () => {
  it('sends them in the order of the rows, without those that went meanwhile', async () => {
    const main = await withScanSelected();
    await row(/HP-MESSAGE.*M1522/).click();
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}{Delete}');
    await expect.element(dialog()).toHaveTextContent('Close these 2 channels?');
    main.happen(socketGone(now, m1522.id, 1));
    await expect.element(dialog()).toHaveTextContent('gone meanwhile');
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => main.asked('close'))
      .toMatchObject([{ deviceId: m1522.id, targets: [{ hostSocket: 4, generation: 1 }] }]);
  });

  it('sends one request for each device', async () => {
    const main = await openWindow(office(now));
    await row(/HP-SCAN/).click();
    await row(/HP-MESSAGE.*Officejet/).click({ modifiers: ['Control'] });
    await userEvent.keyboard('{Delete}');
    await dialog().getByRole('button', { name: 'Close 2 channels' }).click();
    await expect.poll(() => main.asked('close').length).toBe(2);
    const asked = main.asked('close').map(({ deviceId, targets }) => [deviceId, targets.length]);
    expect(asked.sort()).toEqual([
      [m1522.id, 1],
      [oj7310.id, 1],
    ]);
  });

  it('says when nothing is left to close', async () => {
    const main = await withScanSelected();
    await userEvent.keyboard('{Delete}');
    main.happen(socketGone(now, m1522.id, 4));
    await expect.element(dialog()).toHaveTextContent('gone or being closed already');
    await userEvent.keyboard('{Enter}');
    expect(main.asked('close')).toEqual([]);
  });
});
