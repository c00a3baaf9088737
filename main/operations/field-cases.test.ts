import { describe, expect, test } from 'vitest';
import { notMeasured } from '#app/dot4/profile.ts';
import { entriesOf } from '#app/audit/entries.ts';
import { jobStates } from '#app/evidence/job.ts';
import { nothingCutOff } from '#app/operations/confirmation.ts';
import type { CloseTarget, OperationOf, RemedyRequest } from '#app/operations/operation.ts';
import { cutOffBy } from '#app/remedy/cut-off.ts';
import type { StepKind } from '#app/remedy/step.ts';
import { liveChannel } from '#app/session/channels.ts';
import { auditCells } from '#app/words/audit.ts';
import { cutsOffWords } from '#app/words/confirmation.ts';
import type { Simulator } from '#native';
import { closeTarget, fieldScenario, openBench, remedyRequest } from '../testing/bench.ts';

// Situations of a helpdesk day. What must hold in each is promised in general; here it is tried in the odd case.

const id = 'sim-one';
const other = 'sim-two';
const hour = 3_600_000;
const kernel = { program: null };
type World = Simulator['controls']['world'];
type Bench = ReturnType<typeof openBench>;

const printed = (document: string, more: { pagesDone?: number; submittedAt?: string; id?: number } = {}) => ({
  ...{ document, user: 'ann', pagesDone: 1, pagesTotal: 99, pageEveryMs: hour },
  ...more,
});

/** Two printers of one name, each with a queue. */
const twoPrinters = (world: World): void => {
  for (const [device, queue] of [
    [id, 'First'],
    [other, 'Second'],
  ] as const)
    world.addPrinter({ id: device, name: 'HP LaserJet 3055', queue });
};
/** A PRINT channel that its program left behind. */
const leavesPrint = (world: World, deviceId: string): void => {
  const program = world.startProgram('spool.exe');
  program.createSocket(deviceId, 'PRINT');
  program.die();
};

const seen = async (build: (world: World) => void, scanned: readonly string[] = [id, other]) => {
  const bench = openBench(build);
  await bench.clock.advance(1_000);
  await bench.run(bench.services.devices.refresh());
  for (const deviceId of scanned) await bench.scan(deviceId);
  const { controls } = bench.simulator;
  return {
    ...bench,
    world: controls.world,
    queue: (deviceId = id) => controls.world.printer(deviceId).queue,
    sent: (deviceId = id) => controls.counters(deviceId).sent.DESTROY_SOCKET,
    target: (deviceId: string, hostSocket: number, overJob = false) =>
      closeTarget(bench.services.session.state, deviceId, hostSocket, { overJob }),
  };
};

/** Starts a close of what was confirmed; time does not move. */
const started = (bench: Bench, deviceId: string, targets: readonly CloseTarget[]) => {
  const one = bench.services.operations.start<'close'>({ kind: 'close', deviceId, targets: [...targets] });
  if (!one.ok) throw new Error(one.fault.kind);
  return one.value;
};
const whyOf = ({ closings }: OperationOf<'close'>): readonly string[] =>
  closings.map(({ outcome }) => {
    if (outcome?.kind !== 'failed') return outcome?.kind ?? 'none';
    return outcome.fault.kind === 'not-as-confirmed' ? outcome.fault.change.kind : outcome.fault.kind;
  });

const stepOf = (
  bench: Bench,
  [deviceId, hostSocket]: readonly [string, number],
  step: StepKind,
  expressly = false,
): RemedyRequest => {
  const { state } = bench.services.session;
  const channel = liveChannel(state, deviceId, hostSocket);
  if (channel === null) throw new Error('no row');
  return remedyRequest(state, channel, step, expressly ? 'expressly' : nothingCutOff);
};

describe('a yes over a job', () => {
  test('on one printer is none for the job that begins on another, closed with it', async () => {
    const bench = await seen((world) => {
      twoPrinters(world);
      leavesPrint(world, other);
      world.printer(id).queue.print(printed('Asked about.pdf'));
    });
    const scanning = bench.begin<'scan'>({ kind: 'scan', deviceId: other });
    const closes = [id, other].map((deviceId) =>
      started(bench, deviceId, [bench.target(deviceId, 2, deviceId === id)]),
    );
    bench.world.printer(other).stack.model.destroySocket(2, kernel);
    await bench.clock.advance(20);
    bench.queue(other).print(printed('Not asked about.pdf'));
    const [first, second] = await bench.run(Promise.all(closes.map(({ ended }) => ended)));
    await bench.run(scanning.report);
    expect(first && whyOf(first)).toEqual(['freed']);
    expect(second?.closings[0]).toMatchObject({ sent: false, outcome: { kind: 'failed' } });
    expect(bench.sent(other)).toBe(0);
    expect(bench.queue(other).jobs).toMatchObject([{ document: 'Not asked about.pdf', inProgress: true }]);
  });

  test('is none for the one that waited behind it and prints by now', async () => {
    const bench = await seen((world) => {
      twoPrinters(world);
      for (const document of ['Asked about.pdf', 'Waited.pdf'])
        world.printer(id).queue.print(printed(document));
    });
    const target = bench.target(id, 2, true);
    bench.queue().cancel(11);
    await bench.clock.advance(500);
    expect(whyOf(await bench.run(started(bench, id, [target]).ended))).toEqual(['job-in-progress']);
    expect(bench.sent()).toBe(0);
    expect(bench.queue().jobs).toMatchObject([{ document: 'Waited.pdf', inProgress: true }]);
  });

  test('is none for another that has its number since', async () => {
    const bench = await seen((world) => {
      twoPrinters(world);
      world.printer(id).queue.print(printed('Asked about.pdf', { id: 11 }));
    });
    const target = bench.target(id, 2, true);
    bench.queue().cancel(11);
    await bench.clock.advance(500);
    bench.queue().print(printed('Asked about.pdf', { id: 11 }));
    expect(whyOf(await bench.run(started(bench, id, [target]).ended))).toEqual(['new-job']);
    expect(bench.sent()).toBe(0);
  });

  test('that all of the spooler showed is none where it answers no more', async () => {
    const bench = await seen((world) => {
      twoPrinters(world);
      leavesPrint(world, id);
    });
    const target = bench.target(id, 2, true);
    bench.world.silentSources.add('spooler');
    expect(whyOf(await bench.run(started(bench, id, [target]).ended, 120_000))).toEqual(['job-unknown']);
    expect(bench.sent()).toBe(0);
  });

  test('that no channel was seen to carry can be given where it was named', async () => {
    const bench = openBench(fieldScenario('other-maker'));
    await bench.clock.advance(6_000);
    await bench.run(bench.services.devices.refresh());
    const { state } = bench.services.session;
    const [deviceId = ''] = Object.keys(state.devices);
    const target = (overJob: boolean) => closeTarget(state, deviceId, 64, { overJob });
    expect(state.devices[deviceId]?.evidence.some((one) => one.kind === 'job' && one.job.inProgress)).toBe(
      target(true).confirmed.jobs.length > 0,
    );
    expect(target(true).confirmed.cutOff.jobs).toEqual(target(true).confirmed.jobs);
    expect(target(false).confirmed.cutOff.jobs).toEqual([]);
  });
});

describe('a close that takes long', () => {
  const slow = async (delayMs: number) => {
    const bench = await seen((world) => {
      twoPrinters(world);
      leavesPrint(world, id);
      const scanner = world.startProgram('ScanToPC.exe');
      for (const service of ['HP-SCAN', 'ECHO']) scanner.createSocket(id, service);
      scanner.die();
    });
    bench.simulator.controls.setFault(id, 'DESTROY_SOCKET', { kind: 'delay', delayMs });
    return bench;
  };

  test('looks again: a program that opened the device meanwhile ends what is left of it', async () => {
    const bench = await slow(1_500);
    const close = started(
      bench,
      id,
      [4, 6, 2].map((hostSocket) => bench.target(id, hostSocket)),
    );
    bench.clock.after(1_000, () => void bench.world.startProgram('Other.exe').open(id));
    expect(whyOf(await bench.run(close.ended))).toEqual(['freed', 'other-holder', 'freed']);
    expect(bench.sent()).toBe(2);
  });

  test('and a job that began meanwhile is not cut off', async () => {
    const bench = await slow(1_500);
    const close = started(
      bench,
      id,
      [4, 2].map((hostSocket) => bench.target(id, hostSocket)),
    );
    bench.clock.after(1_000, () => {
      bench.world.printer(id).stack.model.destroySocket(2, kernel);
      bench.queue().print(printed('Began meanwhile.pdf'));
    });
    expect(whyOf(await bench.run(close.ended))).toEqual(['freed', 'new-job']);
    expect(bench.queue().jobs).toMatchObject([{ document: 'Began meanwhile.pdf', inProgress: true }]);
  });

  test('cancelled in the middle, the rest is not sent, and what was sent keeps its outcome', async () => {
    const bench = await slow(1_500);
    const close = started(
      bench,
      id,
      [4, 6].map((hostSocket) => bench.target(id, hostSocket)),
    );
    bench.clock.after(1_000, () => bench.services.operations.cancel(close.id));
    expect(whyOf(await bench.run(close.ended))).toEqual(['freed', 'stopped']);
    expect(bench.sent()).toBe(1);
  });

  test('is not fooled by the clock of the computer', async () => {
    const bench = await slow(10);
    const looks = bench.simulator.controls.looks().looks;
    bench.clock.after(100, () => bench.clock.set(hour));
    await bench.run(started(bench, id, [bench.target(id, 4)]).ended);
    expect(bench.simulator.controls.looks().looks - looks).toBe(1);
  });
});

describe('what begins while a slow driver answers is seen', () => {
  const slowToAnswer = async () => {
    const bench = await seen((world) => {
      twoPrinters(world);
      leavesPrint(world, id);
      const scanner = world.startProgram('ScanToPC.exe');
      scanner.createSocket(id, 'HP-SCAN');
      scanner.die();
    });
    bench.simulator.controls.setFault(id, 'WAIT_FOR_CHANNEL', { kind: 'delay', delayMs: 100 });
    const beginsAJob = (): void => {
      bench.world.printer(id).stack.model.destroySocket(2, kernel);
      bench.queue().print(printed('Began meanwhile.pdf'));
    };
    return { ...bench, beginsAJob };
  };

  test.each([20, 60, 150, 300, 600])('by a close, after %i ms', async (afterMs) => {
    const bench = await slowToAnswer();
    const close = started(bench, id, [bench.target(id, 2)]);
    bench.clock.after(afterMs, bench.beginsAJob);
    expect(whyOf(await bench.run(close.ended))).toEqual(['new-job']);
    expect(bench.sent()).toBe(0);
    expect(bench.queue().jobs).toMatchObject([{ document: 'Began meanwhile.pdf', inProgress: true }]);
  });

  test.each([20, 60, 150, 300])('by a restart of the device, after %i ms', async (afterMs) => {
    const bench = await slowToAnswer();
    const step = bench.services.operations.start<'remedy'>(stepOf(bench, [id, 4], 'restart-device'));
    if (!step.ok) throw new Error(step.fault.kind);
    bench.clock.after(afterMs, bench.beginsAJob);
    expect((await bench.run(step.value.ended)).outcome).toMatchObject({ fault: { kind: 'job-in-progress' } });
    expect(bench.queue().jobs).toMatchObject([{ document: 'Began meanwhile.pdf', inProgress: true }]);
  });
});

describe('a job that prints, whatever else Windows says of it', () => {
  test.each(jobStates.filter((state) => state !== 'printing'))(
    '%s: it is asked for expressly',
    async (state) => {
      const bench = await seen((world) => {
        twoPrinters(world);
        world.printer(id).queue.print({ ...printed('Prints.pdf'), states: ['printing', state] });
        world.printer(id).queue.print(printed('Behind it.pdf'));
      });
      for (const step of ['restart-device', 'restart-service'] as const) {
        const { outcome } = await bench.perform<'remedy'>(stepOf(bench, [id, 2], step));
        expect(outcome).toMatchObject({ fault: { kind: 'job-in-progress' } });
        expect(JSON.stringify(outcome)).toContain('Prints.pdf');
      }
      expect((await bench.close(id, 2)).outcome).toMatchObject({ fault: { kind: 'job-in-progress' } });
      expect(bench.sent()).toBe(0);
    },
  );
});

test('two printers of one name: each line of the trail and each outcome says which', async () => {
  const bench = await seen((world) => {
    twoPrinters(world);
    for (const deviceId of [id, other]) leavesPrint(world, deviceId);
  });
  for (const deviceId of [id, other]) expect((await bench.close(deviceId, 2)).outcome.kind).toBe('freed');
  const names = Object.values(bench.services.session.state.operations).flatMap((one) =>
    one.kind === 'close' ? [one.deviceName] : [],
  );
  expect(new Set(names).size).toBe(2);
  const records = bench.audit().filter(({ record }) => record === 'intent' || record === 'outcome');
  const lines = records.map((record, line) => ({ kind: 'record' as const, line, offset: line, record }));
  const cells = entriesOf(lines).map((entry) => {
    const { action, device, channel, result, text } = auditCells(entry);
    return JSON.stringify({ action, device, channel, result, text });
  });
  expect(cells).toHaveLength(2);
  expect(new Set(cells).size).toBe(2);
});

describe('a restart of the spooler', () => {
  const restart = async (more: (world: World) => void = () => undefined) => {
    const bench = await seen((world) => {
      twoPrinters(world);
      world.printer(id).queue.print(printed('Hangs.pdf'));
      more(world);
    });
    return bench;
  };
  const outcomeOf = async (bench: Bench, request: RemedyRequest) =>
    (await bench.perform<'remedy'>(request)).outcome;

  test('names the jobs of every printer, and a yes for one is none for the other', async () => {
    const bench = await restart((world) => void world.printer(other).queue.print(printed('Of another.pdf')));
    const request = stepOf(bench, [id, 2], 'restart-service', true);
    expect(request.confirmed.cutOff.jobs.map(({ queue }) => queue).sort()).toEqual(['First', 'Second']);
    const cutOff = {
      ...request.confirmed.cutOff,
      jobs: request.confirmed.cutOff.jobs.filter(({ queue }) => queue === 'First'),
    };
    const partly = { ...request, confirmed: { ...request.confirmed, cutOff } };
    expect(await outcomeOf(bench, partly)).toMatchObject({ fault: { kind: 'job-in-progress' } });
    expect(bench.queue(other).jobs).toMatchObject([{ inProgress: true }]);
  });

  test('wants an express yes where printers that are none of ours have jobs', async () => {
    const onNetwork = (world: World): void => {
      const queue = world.addQueue({ name: 'Network', ports: ['IP_10.0.0.9'], driver: 'Any' });
      queue.print(printed('On the network.pdf'));
    };
    const bench = await restart(onNetwork);
    const request = stepOf(bench, [id, 2], 'restart-service', true);
    expect(request.confirmed.cutOff).toMatchObject({ jobs: [{ queue: 'First' }], unseenJobs: true });
    const { jobs } = request.confirmed.cutOff;
    const seenOnly = { ...request, confirmed: { ...request.confirmed, cutOff: { jobs, unseenJobs: false } } };
    expect(await outcomeOf(bench, seenOnly)).toMatchObject({ fault: { kind: 'job-unknown' } });
    expect((await outcomeOf(bench, request))?.kind).not.toBe('failed');
  });

  test('but a close does not: those jobs are on none of its channels', async () => {
    const bench = await seen((world) => {
      twoPrinters(world);
      leavesPrint(world, id);
      world
        .addQueue({ name: 'Network', ports: ['IP_10.0.0.9'], driver: 'Any' })
        .print(printed('Far away.pdf'));
    });
    expect((await bench.close(id, 2)).outcome.kind).toBe('freed');
  });

  test('and the question names what it cuts off', async () => {
    const bench = await restart();
    const { state } = bench.services.session;
    const channel = liveChannel(state, id, 2);
    if (channel === null) throw new Error('no row');
    const { action } = stepOf(bench, [id, 2], 'restart-service');
    expect(cutsOffWords(cutOffBy('restart-service', action, channel, state)).join()).toContain('Hangs.pdf');
    const device = cutOffBy('restart-device', null, channel, state);
    expect(cutsOffWords(device).join()).toContain('Hangs.pdf');
  });
});

describe('a driver that is not measured', () => {
  test('and says success to all: never freed, and the job of the next day is another channel', async () => {
    const bench = openBench(
      (world) => {
        world.addPrinter({ id, name: 'HP LaserJet P2055d', queue: 'First' });
        world.printer(id).queue.print(printed('Today.pdf'));
      },
      undefined,
      { wrap: (simulator) => ({ ...simulator, profileOf: () => notMeasured }) },
    );
    const { queue } = bench.simulator.controls.world.printer(id);
    const look = () => bench.run(bench.services.devices.refresh());
    await look();
    expect((await bench.close(id, 2, { overJob: true })).outcome.kind).toBe('unconfirmed');
    queue.cancel(11);
    await bench.clock.advance(10_000);
    await look();
    queue.print(printed('Next day.pdf', { id: 11 }));
    await look();
    expect(liveChannel(bench.services.session.state, id, 2)).toMatchObject({
      generation: 2,
      facts: { job: { value: { document: 'Next day.pdf' } } },
    });
    expect((await bench.close(id, 2)).outcome).toMatchObject({ fault: { kind: 'job-in-progress' } });
  });
});

describe('wrong order, doubled, late', () => {
  test('one row closed twice, once by another operation of ours: one request', async () => {
    const bench = await seen((world) => {
      twoPrinters(world);
      leavesPrint(world, id);
    });
    const target = bench.target(id, 2);
    const [first, second] = [started(bench, id, [target]), started(bench, id, [target])];
    const ended = await bench.run(Promise.all([first.ended, second.ended]));
    expect(ended.map(whyOf)).toEqual([['freed'], ['busy']]);
    expect(bench.sent()).toBe(1);
  });

  test('a step that destroys, while a close of that row waits: one request, and both say so', async () => {
    const bench = await seen((world) => {
      twoPrinters(world);
      leavesPrint(world, id);
    });
    const request = stepOf(bench, [id, 2], 'destroy-socket');
    const target = bench.target(id, 2);
    const step = bench.services.operations.start<'remedy'>(request);
    const close = started(bench, id, [target]);
    if (!step.ok) throw new Error(step.fault.kind);
    const [remedied, closed] = await bench.run(Promise.all([step.value.ended, close.ended]));
    expect(remedied.outcome?.kind).toBe('helped');
    expect(closed.closings[0]?.sent).toBe(false);
    expect(bench.sent()).toBe(1);
  });

  test('cancelled, dismissed and cancelled again after its end: its outcome stays', async () => {
    const bench = await seen((world) => {
      twoPrinters(world);
      leavesPrint(world, id);
    });
    const { operations, session } = bench.services;
    const close = started(bench, id, [bench.target(id, 2)]);
    expect(whyOf(await bench.run(close.ended))).toEqual(['freed']);
    for (const one of [close.id, close.id, 999]) {
      operations.cancel(one);
      operations.dismiss(one);
      operations.answer(one, 'fails');
    }
    const after = session.state.operations[close.id];
    expect(after).toMatchObject({ isDismissed: true, isCancelled: false, answer: 'fails' });
    expect(session.state.operations[999]).toBeUndefined();
  });

  test('dismissed before its end, it is not hidden: nobody has read its outcome', async () => {
    const bench = await seen((world) => {
      twoPrinters(world);
      leavesPrint(world, id);
    });
    const close = started(bench, id, [bench.target(id, 2)]);
    bench.services.operations.dismiss(close.id);
    bench.services.operations.answer(close.id, 'works');
    expect(await bench.run(close.ended)).toMatchObject({
      isDismissed: false,
      answer: null,
      closings: [{ outcome: { kind: 'freed' } }],
    });
  });

  test('a printer that is switched to the port of another: its rows are none of what was confirmed', async () => {
    const bench = await seen((world) => {
      twoPrinters(world);
      leavesPrint(world, id);
    });
    const target = bench.target(id, 2);
    bench.world.unplug(id);
    await bench.clock.advance(5);
    bench.world.plugIn(id);
    leavesPrint(bench.world, id);
    expect(whyOf(await bench.run(started(bench, id, [target]).ended))).toEqual(['device-came-back']);
    expect(bench.sent()).toBe(0);
  });

  test('one yes for several rows of which one changed: the others are closed', async () => {
    const bench = await seen((world) => {
      twoPrinters(world);
      leavesPrint(world, id);
      const scanner = world.startProgram('ScanToPC.exe');
      scanner.createSocket(id, 'HP-SCAN');
      scanner.die();
    });
    const targets = [2, 4].map((hostSocket) => bench.target(id, hostSocket));
    bench.queue().print(printed('Waits.pdf', { pagesDone: 0 }));
    expect(whyOf(await bench.run(started(bench, id, targets).ended))).toEqual(['new-job', 'freed']);
  });
});
