import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { RequestOf } from '#app/operations/operation.ts';
import { findStepNames } from '#app/operations/find-steps.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { Job } from '#app/evidence/job.ts';
import { looked } from '#app/evidence/source-report.ts';
import type { RemedyOutcome } from '#app/remedy/outcome.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import type { TestEvent } from '#app/testing/stamped.ts';
import { verdictOf } from '#app/verdict/verdict-of.ts';
import type { FakeMain } from '../../testing/fake-main.ts';
import { dialog, grid, loadPage, openWindow, row, spoken } from '../../testing/open-window.tsx';
import {
  foundUnmeasured,
  jobSeen,
  lj3055,
  m1522,
  noHolders,
  office,
  oj7310,
  scanned,
  found,
} from '../../testing/sessions.ts';
import { closingEnded, endClose, freed, refused, unconfirmed } from '../../testing/teardowns.ts';
import { violations } from '../../testing/violations.ts';

const now = Date.now();
const card = () => page.getByRole('region', { name: 'Find what is stuck' });
const button = (name: string | RegExp) => card().getByRole('button', { name });

const asked = (main: FakeMain): RequestOf<'find'> => {
  const last = main.asked('find').at(-1);
  if (last === undefined) throw new Error('no search was asked for');
  return last;
};

/** The steps go by, and the search ends in what main knows by now. */
const endSearch = (main: FakeMain): void => {
  const { deviceId, complaint } = asked(main);
  main.goOn({ steps: findStepNames.map((name) => ({ name, status: 'done' })) });
  const verdict = verdictOf(main.state, deviceId, complaint, { at: Date.now(), ms: 0 });
  if (verdict === null) throw new Error('no verdict');
  main.end({ kind: 'find', outcome: { kind: 'done', report: verdict } });
};

const seen = (...evidence: readonly Evidence[]): TestEvent => ({
  type: 'observed',
  at: now,
  deviceId: m1522.id,
  observations: evidence.map((piece) => ({ hostSocket: null, evidence: piece })),
  sources: [looked('spooler', now), looked('processes', now)],
});
const program = (endedAt: number | null): Evidence => ({
  ...{ kind: 'process', source: 'processes', at: now },
  process: { name: 'hpscan.exe', pid: 4104, endedAt, startedAt: '133' },
});
const noneHolds: Evidence = { kind: 'holders-counted', source: 'processes', at: now, holders: 0 };
const node: Evidence = {
  ...{ kind: 'node', source: 'device-node', at: now },
  node: {
    ...{ setupClass: 'Dot4', service: 'dot4', provider: null, version: null },
    ...{ date: null, problemCode: 0, port: 'DOT4_001' },
  },
};

/** Its scan program has ended and left a channel open. */
const crashed: readonly TestEvent[] = [
  found(now, [m1522]),
  seen(program(null), node),
  seen(program(now), noneHolds, node),
  ...scanned(now, m1522.id, [4]),
];

const findOn = async (events: readonly TestEvent[], key = '1') => {
  const main = await openWindow(events, [1280, 900]);
  await userEvent.keyboard(`{F6}${key}`);
  await expect.poll(() => main.asked('find').length).toBe(1);
  endSearch(main);
  await expect.element(card().getByRole('heading', { level: 2 })).not.toHaveTextContent('Looking');
  return main;
};

/** Finds on the printer with the leaked scan channel. */
const found4 = async (key = '1') => {
  const main = await openWindow([
    found(now, [m1522]),
    noHolders(now, m1522.id),
    ...scanned(now, m1522.id, [4]),
  ]);
  await userEvent.keyboard(`{F6}${key}`);
  await expect.poll(() => main.asked('find').length).toBe(1);
  endSearch(main);
  await expect.element(card()).toHaveTextContent(/may be blocked/);
  return main;
};

describe('F6', () => {
  const printer = () => card().getByRole('combobox', { name: 'Printer' });

  it.each([
    ['1', 'scan'],
    ['s', 'scan'],
    ['2', 'print'],
    ['p', 'print'],
    ['3', 'fax'],
    ['4', 'unknown'],
    ['n', 'unknown'],
    ['{Enter}', 'scan'],
  ] as const)('asks what does not work; %s says %s and starts', async (key, complaint) => {
    const main = await openWindow(office(now));
    await userEvent.keyboard('{F6}');
    await expect.element(button(/Scanning/)).toHaveFocus();
    expect(main.asked('find')).toEqual([]);
    await userEvent.keyboard(key);
    await expect
      .poll(() => main.asked('find'))
      .toEqual([{ kind: 'find', deviceId: m1522.id, complaint, agreedTo: ['measure', 'scan', 'try'] }]);
  });

  it('means the printer of the chosen row, and lets a person choose another', async () => {
    const main = await openWindow(office(now));
    await row(/PRINT.*LaserJet 3055/).click();
    await userEvent.keyboard('{F6}');
    await expect.element(printer()).toHaveValue(lj3055.id);
    await userEvent.selectOptions(printer(), oj7310.id);
    await button(/Fax/).click();
    await expect.poll(() => main.asked('find')).toMatchObject([{ deviceId: oj7310.id, complaint: 'fax' }]);
  });

  it('means the printer that every other command means, also where the focus has walked on', async () => {
    await openWindow(office(now));
    await row(/PRINT.*LaserJet 3055/).click();
    await userEvent.keyboard('{Control>}{Home}{/Control}');
    await userEvent.keyboard('{F6}');
    await expect.element(printer()).toHaveValue(lj3055.id);
  });

  it('means the worst while nobody has chosen: of equally bad ones the one in the details', async () => {
    const leaked = (id: string) => [noHolders(now, id), ...scanned(now, id, [4])];
    await openWindow([found(now, [m1522, lj3055]), ...leaked(m1522.id), ...leaked(lj3055.id)]);
    await expect.element(page.getByRole('heading', { name: /on HP LaserJet 3055/ })).toBeVisible();
    await userEvent.keyboard('{F6}');
    await expect.element(printer()).toHaveValue(lj3055.id);
  });

  it('means no printer just because its healthy job is in the details', async () => {
    await openWindow([foundUnmeasured(now, [m1522, lj3055]), jobSeen(now, lj3055.id)]);
    await expect.element(page.getByRole('heading', { name: /on HP LaserJet 3055/ })).toBeVisible();
    await userEvent.keyboard('{F6}');
    await expect.element(printer()).toHaveValue(m1522.id);
  });

  it('means one that is worse than the one in the details, while nobody has chosen', async () => {
    await openWindow([
      found(now, [m1522, { ...lj3055, problemCode: 10 }]),
      noHolders(now, m1522.id),
      ...scanned(now, m1522.id, [4]),
    ]);
    await expect.element(page.getByRole('heading', { name: /on HP LaserJet M1522nf/ })).toBeVisible();
    await userEvent.keyboard('{F6}');
    await expect.element(printer()).toHaveValue(lj3055.id);
  });

  it('says once what it does and risks; afterwards behind a question, also after the next start', async () => {
    const main = await openWindow(office(now));
    await userEvent.keyboard('{F6}');
    await expect.element(card().getByText(/closes nothing before you say so/)).toBeVisible();
    await userEvent.keyboard('1');
    await expect.poll(() => main.settings.findExplained).toBe(true);
    endSearch(main);
    await loadPage(main);
    await userEvent.keyboard('{F6}');
    await expect.element(card().getByText(/closes nothing before you say so/)).not.toBeVisible();
    await card().getByText('What does this do?').click();
    await expect.element(card().getByText(/closes nothing before you say so/)).toBeVisible();
  });

  it('goes away on Esc, and nothing was started', async () => {
    const main = await openWindow(office(now));
    await userEvent.keyboard('{F6}{Escape}');
    await expect.element(card()).not.toBeInTheDocument();
    await expect.element(grid()).toHaveFocus();
    expect(main.asked('find')).toEqual([]);
  });

  it('is the first thing that an empty window offers', async () => {
    await openWindow([foundUnmeasured(now, [m1522])]);
    const offered = page.getByRole('main').getByRole('button', { name: /Find what is stuck|Measure/ });
    await expect.element(offered.first()).toHaveTextContent('Find what is stuck');
    await offered.first().click();
    await expect.element(button(/Scanning/)).toHaveFocus();
  });
});

describe('a search that runs', () => {
  it('ticks off its steps; each can be skipped, all can be cancelled, and a key meant for the verdict does nothing', async () => {
    const main = await openWindow(office(now));
    await userEvent.keyboard('{F6}1');
    const steps = card().getByRole('listitem');
    await expect.element(steps.first()).toHaveTextContent('waiting');
    main.goOn({
      steps: findStepNames.map((name, index) => ({
        name,
        status: index === 0 ? 'done' : index === 1 ? 'running' : 'waiting',
      })),
    });
    await expect.element(steps.nth(0)).toHaveTextContent('done');
    await expect.element(steps.nth(1)).toHaveTextContent('running');
    await button('Skip: Measure how the driver behaves').click();
    expect(main.inputs('operation.skip')).toMatchObject([{ step: 'measure' }]);
    await expect.element(steps.nth(1)).toHaveTextContent('skipped');
    await card().getByRole('heading').click();
    await userEvent.keyboard('{Enter}');
    expect(main.calls).not.toContain('operation.cancel');
    await button('Cancel').click();
    expect(main.calls).toContain('operation.cancel');
  });

  it('is there when the page is loaded again, and so is its verdict', async () => {
    const main = await openWindow(office(now));
    await userEvent.keyboard('{F6}1');
    await expect.poll(() => main.asked('find').length).toBe(1);
    await loadPage(main);
    await expect.element(card()).toHaveTextContent('Looking for what is stuck');
    endSearch(main);
    await expect.element(card()).toHaveTextContent('may be blocked');
    await loadPage(main);
    await expect.element(card()).toHaveTextContent('may be blocked');
  });

  it('makes room for a row that a person chooses, with a way back', async () => {
    const main = await openWindow(office(now));
    await userEvent.keyboard('{F6}1');
    await expect.poll(() => main.asked('find').length).toBe(1);
    await row(/PRINT/).click();
    await expect.element(card()).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect.element(card()).toHaveTextContent('Looking for what is stuck');
  });
});

describe('a verdict', () => {
  it('takes the focus, is spoken, and asks first what only a person knows', async () => {
    const main = await found4();
    await expect.element(card().getByRole('heading', { name: /may be blocked/ })).toHaveFocus();
    await expect.element(spoken()).toHaveTextContent(/may be blocked/);
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await userEvent.keyboard('y');
    await expect.element(card()).toHaveTextContent('leave it until they have finished');
    await loadPage(main);
    await expect.element(card()).toHaveTextContent('leave it until they have finished');
    await expect.element(button('No, free it')).not.toBeInTheDocument();
    expect(main.asked('close')).toEqual([]);
  });

  it.each(['1', '2', '3', '4'])('F6, %s, N, Enter: freed', async (key) => {
    const main = await found4(key);
    await userEvent.keyboard('n');
    await expect.element(dialog()).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => main.asked('close'))
      .toMatchObject([{ targets: [{ hostSocket: 4, generation: 1 }] }]);
    endClose(main, freed);
    const title = card().getByRole('heading', { name: /^Freed\. Please ask the user/ });
    await expect.element(title).toHaveFocus();
    await button('It works').click();
    await expect.element(button('Copy ticket text')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.copied.length).toBe(1);
    await loadPage(main);
    await expect.element(card()).toHaveTextContent('It works again.');
    await button('Done').click();
    await expect.element(card()).not.toBeInTheDocument();
    await expect.element(grid()).toHaveFocus();
  });

  it('that needs no question has its one button under the finger: F6, 1, Enter, Enter', async () => {
    const main = await findOn(crashed);
    await expect
      .element(card())
      .toHaveTextContent(/is blocked: hpscan ended .* and left its scan channel open/);
    await expect.element(button('Close channel…')).toHaveFocus();
    await expect.element(button('Close channel…')).toHaveAccessibleDescription(/is blocked/);
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.asked('close').length).toBe(1);
    endClose(main, freed);
    await expect.element(card()).toHaveTextContent('Freed. Please ask the user to scan one page.');
  });

  it('is readable however long the printer is called; its title and the grounds have the whole name', async () => {
    const long = { ...m1522, name: `HP ${'LaserJet '.repeat(28)}M1522nf` };
    await findOn([found(now, [long]), noHolders(now, m1522.id), ...scanned(now, m1522.id, [4])]);
    const heading = card().getByRole('heading', { level: 2 });
    await expect.element(heading).toHaveTextContent(/^[^…]{9,60}….{9,60} may be blocked/);
    await expect.element(card().getByTitle(new RegExp(long.name))).toBeVisible();
    await expect.element(heading).not.toHaveTextContent(long.name);
    await card().getByText('Why Unjam says so').first().click();
    await expect.element(card().getByText(`Scanning on ${long.name} may be blocked`)).toBeVisible();
  });

  it.each([
    ['document', `Minutes ${'of the meeting '.repeat(14)}(final)`],
    ['queue', `Office ${'by the window '.repeat(14)}second floor`],
  ])('cuts a long name of a %s in its first line, and has all of it there, too', async (what, name) => {
    const job: Job = {
      ...{ kind: 'print', id: 7, queue: 'LJ', document: 'Report', user: 'ann', pagesDone: 1, pagesTotal: 9 },
      ...{ inProgress: true, states: ['printing', 'paper-out'], [what]: name },
    };
    await findOn([found(now, [m1522]), jobSeen(now, m1522.id, job), ...scanned(now, m1522.id, [2])], '2');
    const heading = card().getByRole('heading', { level: 2 });
    await expect.element(heading).toHaveTextContent(name.slice(0, 8));
    await expect
      .element(heading)
      .toHaveTextContent(/waits for a person: [^…]{10,60}….{10,60}, page 1 of 9\.$/);
    await expect.element(card().getByTitle(name)).toBeVisible();
    await card().getByText('Why Unjam says so').first().click();
    await expect
      .element(
        card()
          .getByText(/waits for a person/)
          .last(),
      )
      .toHaveTextContent(name);
  });

  it('has its grounds one click away: evidence with source and time, and what was looked at', async () => {
    await findOn(crashed);
    await expect
      .element(
        card()
          .getByText(/process list, confirmed/)
          .first(),
      )
      .not.toBeVisible();
    await card().getByText('Why Unjam says so').first().click();
    await expect
      .element(
        card()
          .getByText(/process list, confirmed/)
          .first(),
      )
      .toBeVisible();
    await expect.element(card().getByRole('heading', { name: 'What was looked at' })).toBeVisible();
    await expect
      .element(card())
      .toHaveTextContent('What would show otherwise: A new scan finds no such socket');
  });
});

describe('a dialog over the card', () => {
  it.each(['{F1}', '{Control>}{Shift>}a{/Shift}{/Control}'])(
    'gives the focus back where it was, and the keys of the card go on: %s',
    async (keys) => {
      const main = await found4();
      const before = document.activeElement;
      expect(before).not.toBe(document.body);
      await userEvent.keyboard(keys);
      await expect.element(page.getByRole('dialog')).toBeVisible();
      await userEvent.keyboard('{Escape}');
      await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
      await expect.poll(() => document.activeElement).toBe(before);
      await userEvent.keyboard('n');
      await expect.element(dialog()).toHaveTextContent('Close this channel?');
      expect(main.asked('close')).toEqual([]);
    },
  );
});

describe('the ladder', () => {
  const freeIt = async (main: FakeMain, outcome: typeof freed): Promise<void> => {
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.asked('close').length).toBe(1);
    endClose(main, outcome);
  };
  const ended = (main: FakeMain, outcome: RemedyOutcome): void => main.end({ kind: 'remedy', outcome });

  it('put aside, says what became of it, and no longer that it is blocked', async () => {
    const main = await findOn(crashed);
    await freeIt(main, freed);
    await expect.element(card()).toHaveTextContent('Freed. Please ask the user');
    await page.getByRole('option', { name: /M1522nf/ }).click();
    await expect.element(card()).not.toBeInTheDocument();
    const line = page.elementLocator(document.querySelector('.search-line') ?? document.body);
    await expect.element(line).toHaveTextContent('Freed. Please ask the user');
    await expect.element(line).not.toHaveTextContent('is blocked');
  });

  it('goes on by itself to the next step where one failed, until a person must switch it off', async () => {
    const main = await findOn(crashed);
    /** What it was refused for may have ended with the step before. */
    const closeAgain = async (times: number): Promise<void> => {
      await expect.element(button('Close channel…')).toHaveFocus();
      await userEvent.keyboard('{Enter}');
      await expect.element(dialog()).toBeVisible();
      await userEvent.keyboard('{Enter}');
      await expect.poll(() => main.asked('close').length).toBe(times);
      endClose(main, refused);
    };
    await freeIt(main, refused);
    await expect.element(card()).toHaveTextContent('Refused');
    await expect.element(button('Restart device…')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.asked('remedy')).toMatchObject([{ step: 'restart-device', hostSocket: 4 }]);
    ended(main, { kind: 'still-there', done: null, next: 'power-cycle' });
    await closeAgain(2);
    await expect.element(button('Switch off and on…')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.asked('remedy')).toMatchObject([{}, { step: 'power-cycle' }]);
    ended(main, { kind: 'still-there', done: null, next: null });
    await closeAgain(3);
    await expect.element(card().getByRole('button', { name: /…$/ })).not.toBeInTheDocument();
    await expect.element(button('Copy ticket text')).toBeVisible();
  });

  it('offers the same step again where it was never taken', async () => {
    const main = await findOn(crashed);
    const change = { kind: 'other-grounds', what: 'the program runs again' } as const;
    const fault = { kind: 'not-as-confirmed', deviceId: m1522.id, hostSocket: 4, change } as const;
    await freeIt(main, { kind: 'failed', fault });
    await expect.element(button('Close channel…')).toHaveFocus();
  });

  it.each<[outcome: RemedyOutcome, says: string]>([
    [{ kind: 'helped', done: null, since: 'in-use' }, 'Freed; it is in use again.'],
    [{ kind: 'unverified', done: null, because: 'there-again' }, 'cannot tell whether that is the same'],
  ])('asks the user where the number was taken again: %j', async (outcome, says) => {
    const main = await findOn(crashed);
    await freeIt(main, refused);
    await expect.element(button('Restart device…')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.asked('remedy').length).toBe(1);
    ended(main, outcome);
    await expect.element(card()).toHaveTextContent(says);
    await expect.element(button('It works')).toBeVisible();
    await expect.element(card().getByRole('button', { name: /…$/ })).not.toBeInTheDocument();
  });

  it('stopped among many, asks about those that were freed, and then offers to close the others', async () => {
    const main = await findOn(
      [
        ...[found(now, [m1522]), seen(program(null), node), seen(program(now), noneHolds, node)],
        ...scanned(now, m1522.id, [14, 15]),
      ],
      '4',
    );
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.asked('close').length).toBe(1);
    const id = Math.max(...Object.keys(main.state.operations).map(Number));
    const closing = main.state.operations[id];
    const [first = 0, ...others] =
      closing?.kind === 'close' ? closing.closings.map((one) => one.hostSocket) : [];
    const stopped: Outcome = { kind: 'failed', fault: { kind: 'stopped', request: 'DESTROY_SOCKET' } };
    main.happen(
      closingEnded(now, id, first, freed),
      ...others.map((socket) => closingEnded(now, id, socket, stopped)),
      { type: 'operation-ended', at: now, id, outcome: { kind: 'close' } },
    );
    await expect.element(card()).toHaveTextContent(/channels: 1 freed, [12] not sent\. Please ask/);
    await button('Still fails → next step').click();
    await expect.element(button(/^Close .*channels?…$/)).toHaveFocus();
  });

  it('claims nothing that could not be verified, and asks the user', async () => {
    const main = await findOn(crashed);
    await freeIt(main, unconfirmed);
    await expect
      .element(card())
      .toHaveTextContent('could not be verified. Please ask the user to scan one page.');
    await button('Still fails → next step').click();
    await expect.element(button('Restart device…')).toHaveFocus();
    await loadPage(main);
    await expect.element(card()).toHaveTextContent('The next step:');
    await expect.element(button('Restart device…')).toBeVisible();
    await expect.element(button('It works')).not.toBeInTheDocument();
  });

  it('says to plug the printer in only as long as it is away', async () => {
    const main = await findOn(crashed);
    await freeIt(main, { kind: 'failed', fault: { kind: 'device-gone', deviceId: m1522.id } });
    main.happen({ type: 'device-left', at: Date.now(), deviceId: m1522.id });
    await expect.element(card()).toHaveTextContent('Plug it in again');
    main.happen(found(Date.now(), [m1522]));
    await expect
      .element(card())
      .toHaveTextContent('Windows lists the printer again. Ask the user to try again.');
    await expect.element(card()).not.toHaveTextContent('Plug it in again');
  });

  it('looks again where the channel has gone and it still fails', async () => {
    const main = await findOn(crashed);
    await freeIt(main, freed);
    await button('Still fails → look again').click();
    await expect.poll(() => main.asked('find').length).toBe(2);
    expect(main.asked('find')[1]).toEqual(main.asked('find')[0]);
    await expect.element(card()).toHaveTextContent('Looking for what is stuck');
    expect(main.inputs('operation.answer')).toMatchObject([{ answer: 'fails' }]);
    endSearch(main);
    await expect.element(card()).toHaveTextContent(/Nothing was found/);
    await expect.element(card()).toHaveTextContent(/If it still fails: .* switch the printer off/);
    await expect.element(card()).not.toHaveTextContent('Let the user try again');
  });
});

describe('axe finds nothing', () => {
  const printing = [found(now, [m1522]), jobSeen(now, m1522.id), ...scanned(now, m1522.id, [2])];

  it('in the question and the steps', async () => {
    await openWindow(office(now));
    await userEvent.keyboard('{F6}');
    await expect.element(button(/Scanning/)).toBeVisible();
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('1');
    await expect.element(card()).toHaveTextContent('Looking');
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['blocked', crashed],
    ['nothing-found', [found(now, [m1522]), seen(noneHolds), ...scanned(now, m1522.id, [])]],
    ['could-not-be-told', [foundUnmeasured(now, [m1522])]],
    ['nothing-found', printing],
  ] as const)('in a verdict: %s', async (_kind, events) => {
    await findOn(events);
    await card().getByText('Why Unjam says so').first().click();
    expect(await violations()).toEqual([]);
  });
});
