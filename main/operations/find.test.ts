import { expect, test } from 'vitest';
import type { FindStep } from '#app/operations/find-steps.ts';
import { lastOf } from '#app/operations/history.ts';
import type { OperationOf, RequestOf } from '#app/operations/operation.ts';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import { ticketText } from '#app/ticket/ticket-text.ts';
import type { Complaint } from '#app/verdict/complaints.ts';
import type { VerdictKind } from '#app/verdict/verdict.ts';
import { verdictWords } from '#app/words/verdict.ts';
import type { Scenario } from '#native';
import { fieldScenario, openBench } from '../testing/bench.ts';

type Agreed = RequestOf<'find'>['agreedTo'];
const toAll: Agreed = ['measure', 'scan', 'try'];

const seenBench = async (scenario: Parameters<typeof openBench>[0]) => {
  const bench = openBench(scenario);
  await bench.run(bench.services.devices.refresh());
  const { services } = bench;
  const start = (deviceId: string, agreedTo = toAll, complaint: Complaint = 'unknown') => {
    const started = services.operations.start<'find'>({ kind: 'find', deviceId, complaint, agreedTo });
    if (!started.ok) throw new Error(JSON.stringify(started.fault));
    return started.value;
  };
  const find = (...asked: Parameters<typeof start>) => bench.run(start(...asked).ended);
  const now = (id: number): OperationOf<'find'> => {
    const operation = services.session.state.operations[id];
    if (operation?.kind !== 'find') throw new Error(`operation ${id} is no search`);
    return operation;
  };
  /** Virtual time until a step of it is as said. */
  const until = async (id: number, name: FindStep['name'], status: FindStep['status']) => {
    const isSo = (): boolean => now(id).steps.some((one) => one.name === name && one.status === status);
    await bench.run(
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (isSo()) resolve();
          else bench.clock.after(1, look);
        };
        look();
      }),
    );
  };
  return { ...bench, start, find, now, until };
};

const ends = ({ steps }: OperationOf<'find'>): string[] =>
  steps.map((step) =>
    step.status === 'skipped' ? `${step.name} ${step.because}` : `${step.name} ${step.status}`,
  );

const verdictIn = ({ outcome }: OperationOf<'find'>) => {
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.report;
};

test.each<[ScenarioId | Scenario, string, Complaint, VerdictKind]>([
  ['office', 'sim-m1522nf', 'scan', 'suspected'],
  ['office', 'sim-3055', 'scan', 'nothing-found'],
  ['office', 'sim-p2055d', 'print', 'nothing-found'],
  ['unconfirmed', 'sim-unconfirmed-p3005', 'print', 'could-not-be-told'],
  ['access-denied', 'sim-locked-2727nf', 'scan', 'could-not-be-told'],
  ['unwell', 'sim-stopped-3390', 'print', 'person-needed'],
  ['unwell', 'sim-twoqueues-3050', 'print', 'person-needed'],
  ['unwell', 'sim-twoqueues-3050', 'scan', 'nothing-found'],
  ['full', 'sim-full-cm1312nfi', 'unknown', 'blocked'],
])('%o, %s, %s: %s', async (scenario, deviceId, complaint, kind) => {
  const { find } = await seenBench(scenario);
  expect(verdictIn(await find(deviceId, toAll, complaint)).kind).toBe(kind);
});

test('a program that ended is seen to have, before the driver is asked', async () => {
  const { find, clock } = await seenBench('crashed-scan');
  await clock.advance(14 * 60_000);
  const found = await find('sim-scan-m1522nf', toAll, 'scan');
  expect(ends(found)).toEqual([
    'look done',
    'measure not-needed',
    'scan done',
    'holders done',
    'try not-needed',
  ]);
  expect(verdictIn(found)).toMatchObject({
    kind: 'blocked',
    explanation: { cause: { suspicion: { rule: 'holder-ended' } }, first: 'destroy-socket', question: null },
  });
});

test('a program that ends while it is looked for: the driver is asked once more', async () => {
  const endsOnScan = fieldScenario('ends-during-scan');
  const { find, simulator } = await seenBench(endsOnScan);
  const asked = (): number => simulator.controls.counters('sim-a').sent.WAIT_FOR_CHANNEL;
  expect(verdictIn(await find('sim-a', ['scan'], 'scan'))).toMatchObject({
    kind: 'blocked',
    explanation: { cause: { suspicion: { rule: 'holder-ended' } } },
    missing: [],
  });
  const twice = asked();
  const { find: findAgain, simulator: other } = await seenBench(endsOnScan);
  await findAgain('sim-a', [], 'scan');
  expect(other.controls.counters('sim-a').sent.WAIT_FOR_CHANNEL).toBe(0);
  expect(twice).toBeGreaterThan(255);
});

test('a printer that prints meanwhile is not tried', async () => {
  const { find } = await seenBench((world) => {
    const { queue } = world.addPrinter({ id: 'sim-a', name: 'LJ', queue: 'LJ' });
    queue.print({ document: 'A', user: 'ann', pagesDone: 3, pagesTotal: 90, pageEveryMs: 1_000 });
  });
  expect(ends(await find('sim-a', toAll, 'print')).at(-1)).toBe('try not-needed');
});

test('a pool may print on another printer: that something of it prints spares no try', async () => {
  const { find } = await seenBench((world) => {
    for (const id of ['sim-a', 'sim-b']) world.addPrinter({ id, name: 'LJ', queue: `Own ${id}` });
    const ports = ['DOT4_001', 'DOT4_002'];
    const pool = world.addQueue({ name: 'Pool', ports, driver: 'LJ' });
    pool.print({ document: 'A', user: 'ann', pagesDone: 3, pagesTotal: 90, pageEveryMs: 1_000 });
  });
  expect(ends(await find('sim-b', toAll, 'print')).at(-1)).toBe('try done');
});

test('a job is watched though something else was found', async () => {
  const { find } = await seenBench((world) => {
    const { queue } = world.addPrinter({ id: 'sim-a', name: 'LJ', queue: 'LJ' });
    queue.print({ document: 'A', user: 'ann', pagesDone: 3, pagesTotal: 90, pageEveryMs: 1_500 });
    const fax = world.addQueue({ name: 'Fax', ports: queue.ports, driver: 'Fax' });
    fax.print({
      document: 'B',
      user: 'ann',
      pagesDone: 0,
      pagesTotal: 2,
      pageEveryMs: 1_000,
      states: ['paused'],
    });
  });
  const verdict = verdictIn(await find('sim-a', ['scan'], 'unknown'));
  expect(verdict).toMatchObject({ kind: 'person-needed', missing: [] });
});

test('beside a program that works nobody is blamed, and it is not said that nothing was found', async () => {
  const { find, clock } = await seenBench(fieldScenario('crash-beside-another'));
  expect(verdictIn(await find('sim-m1522nf', ['scan'], 'scan')).kind).toBe('nothing-found');
  await clock.advance(60_000);
  expect(verdictIn(await find('sim-m1522nf', ['scan'], 'scan'))).toMatchObject({
    kind: 'could-not-be-told',
    missing: [{ kind: 'owner-unclear', process: 'ScanToPC.exe', others: ['NAPS2.exe'] }],
  });
});

test('a driver that is not measured is measured first, and each part is recorded as always', async () => {
  const { find, audit } = await seenBench(fieldScenario('unmeasured-driver'));
  const found = await find('sim-unmeasured');
  expect(ends(found)).toEqual(['look done', 'measure done', 'scan done', 'holders done', 'try done']);
  expect(audit().map(({ record }) => record)).toEqual([
    ...['measure-start', 'measure-end', 'scan-start', 'scan-end', 'trial-start', 'trial-end'],
  ]);
});

test('what a person did not agree to is not done', async () => {
  const { find, simulator, services } = await seenBench(fieldScenario('unmeasured-driver'));
  const found = await find('sim-unmeasured', []);
  expect(ends(found)).toEqual([
    ...['look done', 'measure not-agreed', 'scan not-agreed', 'holders done', 'try not-agreed'],
  ]);
  expect(verdictIn(found)).toMatchObject({ kind: 'could-not-be-told', missing: [{ kind: 'cannot-scan' }] });
  expect(services.requests.since('sim-unmeasured', 0).total).toBe(0);
  expect(simulator.controls.holdings('sim-unmeasured').hostSockets).toEqual([4]);
});

test('a printer that takes no data is found out on a channel of our own, in seconds', async () => {
  const { find, clock, simulator } = await seenBench('office');
  simulator.controls.world.printer('sim-3055').setGrantsCredits(false);
  const began = clock.monotonicMs();
  const found = await find('sim-3055', toAll, 'print');
  expect(ends(found)).toContain('try done');
  expect(verdictIn(found)).toMatchObject({ kind: 'printer-does-not-answer', answered: false });
  expect(clock.monotonicMs() - began).toBeLessThan(15_000);
  expect(simulator.controls.holdings('sim-3055').hostSockets).toEqual([]);
});

test('one that answers is let go as soon as it has', async () => {
  const { find, clock } = await seenBench('office');
  const began = clock.monotonicMs();
  expect(verdictIn(await find('sim-3055')).answered).toBe(true);
  expect(clock.monotonicMs() - began).toBeLessThan(3_000);
});

test('the ticket of a search says what the verdict says, and not that a person ended what Unjam tried', async () => {
  const { find, services, clock } = await seenBench('refusing-driver');
  const deviceId = 'sim-refusing-2727nf';
  const { advice } = verdictWords(verdictIn(await find(deviceId, toAll, 'scan')), String);
  expect(advice).toContain('close it and try again');
  const time = { now: clock.now(), offsetMinutesAt: () => 0 };
  const ticket = ticketText(services.session.state, { keys: [], deviceId }, time).replace(/\s+/g, ' ');
  expect(ticket).toContain(`NEXT ${advice} TECHNICAL`);
  expect(ticket).toContain('Try a channel: ECHO: The printer answers');
  expect(ticket).not.toContain('by hand');
});

test.each<[scenario: string, deviceId: string, complaint: Complaint, headline: RegExp]>([
  ['printer-silent', 'sim-m1522nf', 'unknown', / PRINTER DOES NOT ANSWER \d\d:\d\d – .* does not answer/],
  [
    'queue-paused',
    'sim-p2055d',
    'print',
    / WAITS FOR A PERSON \d\d:\d\d – Printing on .* waits for a person/,
  ],
  ['success-to-everything', 'sim-yes', 'scan', / CANNOT TELL \d\d:\d\d – /],
])('the first line of the ticket is the verdict: %s', async (scenario, deviceId, complaint, headline) => {
  const { find, services, clock } = await seenBench(fieldScenario(scenario));
  await find(deviceId, toAll, complaint);
  const time = { now: clock.now(), offsetMinutesAt: () => 0 };
  const [first = ''] = ticketText(services.session.state, { keys: [], deviceId }, time).split('\n\n');
  expect(first.replace(/\s+/g, ' ')).toMatch(headline);
});

test('a job in progress is watched until it moves; one that does not in ten seconds is what is missing', async () => {
  const moving = await seenBench('office');
  const began = moving.clock.monotonicMs();
  const prints = verdictIn(await moving.find('sim-p2055d', ['scan'], 'print'));
  expect(prints).toMatchObject({ kind: 'nothing-found', missing: [], working: [{ pagesTotal: 210 }] });
  expect(moving.clock.monotonicMs() - began).toBeLessThan(4_000);
  const standing = await seenBench((world) => {
    const { queue } = world.addPrinter({ id: 'sim-a', name: 'LJ', queue: 'LJ' });
    queue.print({ document: 'A', user: 'ann', pagesDone: 3, pagesTotal: 9, pageEveryMs: 3_600_000 });
  });
  const stands = verdictIn(await standing.find('sim-a', ['scan'], 'print'));
  expect(stands).toMatchObject({ kind: 'could-not-be-told', missing: [{ kind: 'job-unwatched' }] });
});

test('a step that runs is skipped: its operation ends, and the next begins', async () => {
  const { start, now, until, run, services } = await seenBench(fieldScenario('unmeasured-driver'));
  const { id, ended } = start('sim-unmeasured');
  await until(id, 'measure', 'running');
  services.operations.skip(id, 'measure');
  const found = await run(ended);
  expect(ends(found)).toEqual([
    ...['look done', 'measure asked', 'scan not-possible', 'holders done', 'try not-possible'],
  ]);
  expect(lastOf(services.session.state.operations, 'measure', 'sim-unmeasured')).toMatchObject({
    isCancelled: true,
    partOf: id,
  });
  expect(now(id).isCancelled).toBe(false);
});

test('a step that waits is skipped before it begins; one that has ended stays as it is', async () => {
  const { start, run, until, services } = await seenBench('office');
  const { id, ended } = start('sim-3055');
  services.operations.skip(id, 'try');
  await until(id, 'scan', 'running');
  services.operations.skip(id, 'look');
  const found = await run(ended);
  expect(ends(found)).toEqual(['look done', 'measure not-needed', 'scan done', 'holders done', 'try asked']);
  services.operations.skip(id, 'scan');
  expect(services.session.state.operations[id]).toEqual(found);
});

test('cancelled, what runs ends, nothing more begins, and what is known is said', async () => {
  const { start, run, until, services, audit } = await seenBench('full');
  const { id, ended } = start('sim-full-cm1312nfi');
  await until(id, 'scan', 'running');
  services.operations.cancel(id);
  const found = await run(ended);
  expect(ends(found)).toEqual([
    'look done',
    'measure not-needed',
    'scan asked',
    'holders asked',
    'try asked',
  ]);
  expect(verdictIn(found)).toMatchObject({
    missing: [{ kind: 'scan-failed', fault: { kind: 'cancelled' } }],
  });
  expect(audit()).toMatchObject([
    { record: 'scan-start' },
    { record: 'scan-end', fault: { kind: 'cancelled' } },
  ]);
});

test('a scan that runs already is waited for, and not begun twice', async () => {
  const { start, run, begin, audit } = await seenBench('office');
  const scan = begin<'scan'>({ kind: 'scan', deviceId: 'sim-m1522nf' });
  const { ended } = start('sim-m1522nf');
  expect(ends(await run(ended))).toContain('scan done');
  expect(await run(scan.report)).toMatchObject({ ok: true });
  expect(audit().filter(({ record }) => record === 'scan-start')).toHaveLength(1);
});

test('to skip the wait for what another began does not end it', async () => {
  const { start, run, begin, until, services } = await seenBench('office');
  const scan = begin<'scan'>({ kind: 'scan', deviceId: 'sim-m1522nf' });
  const { id, ended } = start('sim-m1522nf');
  await until(id, 'scan', 'running');
  services.operations.skip(id, 'scan');
  expect(ends(await run(ended))).toContain('scan asked');
  expect(await run(scan.report)).toMatchObject({ ok: true });
});

test('one search at a time on a device; others go on beside it', async () => {
  const { start, run, services } = await seenBench('office');
  const { ended } = start('sim-m1522nf');
  const request = { kind: 'find', complaint: 'scan', agreedTo: toAll } as const;
  expect(services.operations.start<'find'>({ ...request, deviceId: 'sim-m1522nf' })).toMatchObject({
    fault: { kind: 'busy', operation: 'find' },
  });
  const other = services.operations.start<'find'>({ ...request, deviceId: 'sim-3055' });
  expect(other.ok).toBe(true);
  await run(ended);
});

test('the cable is pulled: the search ends with the device', async () => {
  const { start, run, until, simulator } = await seenBench('full');
  const { id, ended } = start('sim-full-cm1312nfi');
  await until(id, 'scan', 'running');
  simulator.controls.world.unplug('sim-full-cm1312nfi');
  const found = await run(ended);
  expect(found.outcome).toMatchObject({ kind: 'failed', fault: { kind: 'device-gone' } });
  expect(found.steps.find(({ name }) => name === 'scan')).toMatchObject({ status: 'failed' });
});

test('the program closes: the search ends with it', async () => {
  const { start, run, until, services } = await seenBench('full');
  const { id, ended } = start('sim-full-cm1312nfi');
  await until(id, 'scan', 'running');
  await run(services.close());
  expect((await run(ended)).endedAt).not.toBeNull();
});
