import { existsSync, mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OperationOf, RemedyRequest } from '#app/operations/operation.ts';
import type { StepKind } from '#app/remedy/step.ts';
import { remedyOutcomeWords } from '#app/words/remedy-outcomes.ts';
import { openBench, remedyRequest } from '../../testing/bench.ts';
import { leaked, printing, programHeld, serviceHeld } from '../../testing/places.ts';
import type { Place } from '../../testing/places.ts';

/** A bench on which the channel was looked at, and a step of its ladder as a person would confirm it. */
const opened = async ({ scenario, deviceId, hostSocket }: Place) => {
  const bench = openBench(scenario);
  const { run, services, simulator } = bench;
  const { session } = services;
  await run(services.devices.refresh());
  const looked = await run(services.lookAtChannel(deviceId, hostSocket));
  if (!looked.ok) throw new Error(looked.fault.kind);
  const channel = looked.value;
  const { world } = simulator.controls;
  const stepNow = (kind: StepKind, { overJobs = false } = {}): RemedyRequest => {
    const request = remedyRequest(session.state, channel, kind);
    if (!overJobs) return request;
    const { confirmed } = request;
    return { ...request, confirmed: { ...confirmed, cutOff: { jobs: confirmed.jobs, unseenJobs: false } } };
  };
  /** Its outcome, or the fault that refused it. */
  const begin = (request: RemedyRequest) => {
    const started = services.operations.start<'remedy'>(request);
    if (!started.ok)
      return { id: 0, outcome: Promise.resolve({ kind: 'failed' as const, fault: started.fault }) };
    return { id: started.value.id, outcome: started.value.ended.then(({ outcome }) => outcome) };
  };
  const runRequest = (request: RemedyRequest) => run(begin(request).outcome, 200_000);
  return {
    ...bench,
    world,
    printer: world.printer(deviceId),
    stepNow,
    begin,
    runRequest,
    runStep: (kind: StepKind, over?: { overJobs: boolean }) => runRequest(stepNow(kind, over)),
    sockets: () => simulator.controls.holdings(deviceId).hostSockets,
    /** What was recorded of steps. */
    trail: () =>
      existsSync(bench.auditFile) ? bench.audit().filter(({ record }) => record.startsWith('remedy-')) : [],
    seen: (kind: StepKind) =>
      Object.values(session.state.operations).findLast(
        (one): one is OperationOf<'remedy'> => one.kind === 'remedy' && one.step === kind,
      ),
  };
};

const holderOf = ({ world }: Awaited<ReturnType<typeof opened>>) => {
  const [program] = world.programs;
  if (program === undefined) throw new Error('nobody holds it');
  return program;
};

test('the ladder of a socket is told from one look at it alone', async () => {
  const { services, simulator } = await opened(programHeld);
  expect(Object.keys(services.session.state.channels)).toEqual(['sim-held-m2727nf#4#1']);
  // it waits, so it is asked about twice, beside eight controls each time
  expect(simulator.controls.counters(programHeld.deviceId).sent.WAIT_FOR_CHANNEL).toBe(18);
});

test('a socket that does not exist has no ladder', async () => {
  const { run, services } = await opened(programHeld);
  const looked = await run(services.lookAtChannel(programHeld.deviceId, 9));
  expect(looked).toMatchObject({ ok: false, fault: { kind: 'unknown-channel' } });
});

describe('cancel-job', () => {
  test('the job leaves its queue and the channel is gone, audited before and after', async () => {
    const bench = await opened(printing);
    expect(await bench.runStep('cancel-job')).toMatchObject({ kind: 'helped' });
    expect(bench.printer.queue.jobs).toEqual([]);
    expect(bench.sockets()).toEqual([]);
    const [intent, outcome, ...more] = bench.trail();
    expect(more).toEqual([]);
    expect(intent).toMatchObject({
      ...{ record: 'remedy-intent', simulated: true, step: 'cancel-job', hostSocket: 2 },
      action: { kind: 'cancel-job', document: 'Annual report.pdf', user: 'm.keller' },
    });
    expect(outcome).toMatchObject({
      record: 'remedy-outcome',
      remedy: intent?.record === 'remedy-intent' ? intent.remedy : null,
      outcome: { kind: 'helped' },
    });
    expect(bench.seen('cancel-job')).toMatchObject({
      endedAt: expect.any(Number) as number,
      outcome: { kind: 'helped' },
    });
  });

  test('another job meanwhile is left alone', async () => {
    const bench = await opened(printing);
    const confirmed = bench.stepNow('cancel-job');
    const [job] = bench.printer.queue.jobs;
    bench.printer.queue.cancel(job?.id ?? 0);
    bench.printer.queue.print({ document: 'B', user: 'b', pagesDone: 0, pagesTotal: 9, pageEveryMs: 9_000 });
    expect(await bench.runRequest(confirmed)).toMatchObject({
      kind: 'failed',
      fault: {
        kind: 'target-changed',
        target: 'print job 11 “Annual report.pdf” on LaserJet P2055d (accounting)',
      },
    });
    expect(bench.printer.queue.jobs).toMatchObject([{ document: 'B' }]);
    expect(bench.trail()).toEqual([]);
  });
});

describe('stop-program', () => {
  test('the holder ends, and where its end frees the socket the channel is gone', async () => {
    const bench = await opened(programHeld);
    expect(await bench.runStep('stop-program')).toMatchObject({ kind: 'helped' });
    expect(holderOf(bench).endedAt).not.toBeNull();
    expect(bench.sockets()).toEqual([]);
  });

  test('where it leaves its socket behind, that is said, with the next rung', async () => {
    const bench = await opened(programHeld);
    bench.simulator.controls.setPersonality(programHeld.deviceId, { creatorEnds: 'leaks' });
    expect(await bench.runStep('stop-program')).toMatchObject({
      kind: 'still-there',
      next: 'destroy-socket',
    });
    expect(bench.sockets()).toEqual([4]);
    expect(await bench.runStep('destroy-socket')).toMatchObject({ kind: 'helped' });
    expect(bench.sockets()).toEqual([]);
  });

  test('a later program under the same id is not stopped: which of the two holds the channel nobody sees', async () => {
    const bench = await opened(programHeld);
    const confirmed = bench.stepNow('stop-program');
    const { pid, name } = holderOf(bench).identity;
    holderOf(bench).finishWith(programHeld.deviceId);
    holderOf(bench).die();
    await bench.clock.advance(10);
    const later = bench.world.startProgram(name, pid);
    later.createSocket(programHeld.deviceId, 'HP-SCAN');
    bench.services.session.dispatch({
      ...{ type: 'socket-looked-at', deviceId: programHeld.deviceId, hostSocket: 4 },
      evidence: { kind: 'probe-pended', source: 'driver-answer', at: bench.clock.now() },
    });
    expect(await bench.runRequest(confirmed)).toMatchObject({
      kind: 'failed',
      fault: { kind: 'step-not-offered', because: 'not-in-plan' },
    });
    expect(later.endedAt).toBeNull();
    expect(bench.trail()).toEqual([]);
  });

  test('one that does not end is said to be there still', async () => {
    const bench = await opened(programHeld);
    holderOf(bench).canBeEnded = false;
    expect(await bench.runStep('stop-program')).toMatchObject({
      kind: 'failed',
      fault: { kind: 'target-stays', step: 'stop-program' },
    });
    expect(bench.trail()).toMatchObject([{ record: 'remedy-intent' }, { outcome: { kind: 'failed' } }]);
  });

  test('a program list that does not answer is told as such, not as a program that is gone', async () => {
    const bench = await opened(programHeld);
    const confirmed = bench.stepNow('stop-program');
    bench.world.silentSources.add('processes');
    expect(await bench.runRequest(confirmed)).toMatchObject({
      fault: { kind: 'step-not-offered', because: 'source-silent' },
    });
    expect(holderOf(bench).endedAt).toBeNull();
  });

  test('without rights nothing is done, and the refusal is told and recorded', async () => {
    const bench = await opened(programHeld);
    bench.world.isAdministrator = false;
    expect(await bench.runStep('stop-program')).toMatchObject({
      kind: 'failed',
      fault: { kind: 'rights-missing', call: 'OpenProcess', systemError: 5 },
    });
    expect(holderOf(bench).endedAt).toBeNull();
    expect(bench.trail()).toHaveLength(2);
  });

  test('without its record on disk nothing is done', async () => {
    const bench = await opened(programHeld);
    mkdirSync(bench.auditFile);
    expect(await bench.runStep('stop-program')).toMatchObject({
      kind: 'failed',
      fault: { kind: 'audit-unwritable' },
    });
    expect(holderOf(bench).endedAt).toBeNull();
  });

  test('where the driver cannot be asked, the end is all that is claimed', async () => {
    const bench = await opened(programHeld);
    bench.simulator.controls.setPersonality(programHeld.deviceId, { waitForChannel: 'missing' });
    await bench.run(bench.services.devices.refresh());
    expect(await bench.runStep('stop-program')).toMatchObject({
      ...{ kind: 'unverified', because: 'no-existence-probe' },
    });
    expect(holderOf(bench).endedAt).not.toBeNull();
  });

  test('a channel that is gone already needs no step', async () => {
    const bench = await opened(programHeld);
    const confirmed = bench.stepNow('stop-program');
    holderOf(bench).finishWith(programHeld.deviceId);
    expect(await bench.runRequest(confirmed)).toEqual({ kind: 'not-needed' });
    expect(holderOf(bench).endedAt).toBeNull();
  });
});

describe('restart-service', () => {
  const serviceNow = ({ world }: Awaited<ReturnType<typeof opened>>) =>
    world.services.all.find(({ name }) => name === 'Pml Driver HPZ12');

  test('it runs under another process afterwards; what its driver kept is still there', async () => {
    const bench = await opened(serviceHeld);
    const before = serviceNow(bench);
    expect(await bench.runStep('restart-service')).toMatchObject({
      kind: 'still-there',
      next: 'destroy-socket',
    });
    expect(serviceNow(bench)).toMatchObject({ state: 'running' });
    expect(serviceNow(bench)?.pid).not.toBe(before?.pid);
  });

  test('a program that runs a Windows service is not stopped, and the service is named', async () => {
    const bench = await opened(programHeld);
    bench.world.services.set({ name: 'Scan to PC', pid: holderOf(bench).identity.pid });
    expect(await bench.runStep('stop-program')).toMatchObject({
      fault: { kind: 'program-hosts-services', services: ['Scan to PC'] },
    });
    expect(holderOf(bench).endedAt).toBeNull();
  });

  test('its process is never stopped as a program', async () => {
    const bench = await opened(serviceHeld);
    expect(bench.stepNow('stop-program').action).toBeNull();
    expect(await bench.runStep('stop-program')).toMatchObject({
      fault: { kind: 'step-not-offered', because: 'not-in-plan' },
    });
  });

  test('one that is stuck while stopping is named, and how to start it', async () => {
    const bench = await opened(serviceHeld);
    bench.world.services.set({ name: 'Pml Driver HPZ12', stopMs: null });
    const outcome = await bench.runStep('restart-service');
    expect(outcome).toMatchObject({
      fault: {
        kind: 'service-left-stopped',
        services: [{ name: 'Pml Driver HPZ12', state: 'stopping' }],
      },
    });
    expect(serviceNow(bench)?.state).toBe('stop-pending');
    if (outcome === null) throw new Error('it has no outcome');
    const { sentence, nextStep } = remedyOutcomeWords(outcome, 'restart-service', 'Pml Driver HPZ12', 'x');
    expect(sentence).toContain('Pml Driver HPZ12 is still stopping.');
    expect(nextStep).toContain('net start "Pml Driver HPZ12"');
    expect(bench.trail().at(-1)).toMatchObject({ outcome: { fault: { kind: 'service-left-stopped' } } });
  });

  test('services that take long, and what depends on them, all run again in the end', async () => {
    const bench = await opened(serviceHeld);
    const slow = { stopMs: 22_000, startMs: 22_000 };
    bench.world.services.set({ name: 'Fax', ...slow });
    bench.world.services.set({ name: 'Scan to PC', ...slow, startError: 1069 });
    bench.world.services.set({
      ...{ name: 'Pml Driver HPZ12', ...slow },
      dependents: ['Fax', 'Scan to PC'],
    });
    const outcome = await bench.runStep('restart-service');
    expect(outcome).toMatchObject({
      kind: 'still-there',
      done: { dependents: ['Fax'], leftStopped: ['Scan to PC'], stillStarting: [] },
    });
    if (outcome === null) throw new Error('it has no outcome');
    expect(remedyOutcomeWords(outcome, 'restart-service', 'Pml', 'x').sentence).toContain(
      'NOT RUNNING NOW: Scan to PC. Start by hand: net start "Scan to PC"',
    );
  });

  test('one that somebody else restarted meanwhile is left alone', async () => {
    const bench = await opened(serviceHeld);
    const confirmed = bench.stepNow('restart-service');
    bench.world.services.set({ name: 'Pml Driver HPZ12', pid: 7777 });
    expect(await bench.runRequest(confirmed)).toMatchObject({ kind: 'failed' });
    expect(serviceNow(bench)?.pid).toBe(7777);
  });
});

describe('restart-device', () => {
  test('the device leaves and comes back with its sockets gone, our own links closed first', async () => {
    const bench = await opened(leaked);
    const link = await bench.run(bench.simulator.open(leaked.deviceId, { deadlineMs: 1_000 }));
    expect(link.ok).toBe(true);
    const before = bench.printer.stack;
    expect(await bench.runStep('restart-device')).toMatchObject({ kind: 'helped' });
    expect(bench.printer.stack).not.toBe(before);
    expect(before.handles.size).toBe(0);
    expect(bench.services.session.state.devices[leaked.deviceId]?.presence).toBe('present');
  });

  test('one that does not come back is told', async () => {
    const bench = await opened(leaked);
    bench.printer.comesBack = false;
    expect(await bench.runStep('restart-device')).toMatchObject({
      fault: { kind: 'device-stays-away', deviceId: leaked.deviceId },
    });
    expect(bench.trail().at(-1)).toMatchObject({ outcome: { kind: 'failed' } });
  });

  test('its wait can be cancelled; that is recorded, too', async () => {
    const bench = await opened(leaked);
    bench.printer.comesBack = false;
    const running = bench.begin(bench.stepNow('restart-device'));
    bench.clock.after(5_000, () => bench.services.operations.cancel(running.id));
    const from = bench.clock.now();
    expect(await bench.run(running.outcome)).toMatchObject({ fault: { kind: 'step-cancelled' } });
    expect(bench.clock.now() - from).toBeLessThan(6_000);
    expect(bench.trail().at(-1)).toMatchObject({ outcome: { fault: { kind: 'step-cancelled' } } });
  });
});

describe('power-cycle', () => {
  test('it is watched leaving and coming back', async () => {
    const bench = await opened(leaked);
    const stages = new Set<string | null>();
    bench.services.session.subscribe(() => {
      const run = bench.seen('power-cycle');
      stages.add(run?.endedAt === null ? run.stage : null);
    });
    expect(await bench.runStep('power-cycle')).toMatchObject({ kind: 'helped', done: null });
    expect([...stages]).toEqual([
      'waiting',
      'looking',
      'waiting-to-leave',
      'waiting-to-return',
      'checking',
      null,
    ]);
  });

  test('others have their turn while it is waited for, and it can be cancelled', async () => {
    const bench = await opened(leaked);
    bench.world.somebodyIsThere = false;
    const running = bench.begin(bench.stepNow('power-cycle'));
    await bench.run(Promise.resolve());
    await bench.clock.advance(2_000);
    expect(await bench.scan(leaked.deviceId)).toMatchObject({ ok: true });
    bench.services.operations.cancel(running.id);
    expect(await bench.run(running.outcome)).toMatchObject({ fault: { kind: 'step-cancelled' } });
  });

  test('two steps at once on a device are one too many', async () => {
    const bench = await opened(leaked);
    bench.world.somebodyIsThere = false;
    const running = bench.begin(bench.stepNow('power-cycle'));
    expect(await bench.runStep('restart-device')).toMatchObject({
      fault: { kind: 'busy', operation: 'remedy' },
    });
    bench.services.operations.cancel(running.id);
    await bench.run(running.outcome);
  });
});

test('a soft reset is not run, and the reason is told', async () => {
  const bench = await opened(leaked);
  expect(await bench.runStep('soft-reset')).toMatchObject({
    fault: { kind: 'step-not-offered', because: 'unverified' },
  });
});

test('what is cancelled while it is looked, or waits for its turn, is not done', async () => {
  const bench = await opened(programHeld);
  const { operations } = bench.services;
  const looking = bench.begin(bench.stepNow('stop-program'));
  operations.cancel(looking.id);
  expect(await bench.run(looking.outcome)).toMatchObject({ fault: { kind: 'step-cancelled' } });
  const scan = bench.scan(programHeld.deviceId);
  const waiting = bench.begin(bench.stepNow('stop-program'));
  operations.cancel(waiting.id);
  await scan;
  expect(await bench.run(waiting.outcome)).toMatchObject({ fault: { kind: 'step-cancelled' } });
  expect(holderOf(bench).endedAt).toBeNull();
  expect(bench.trail()).toEqual([]);
});

test('closing ends the wait of a step, and its outcome is on disk', async () => {
  const bench = await opened(leaked);
  bench.world.somebodyIsThere = false;
  const running = bench.begin(bench.stepNow('power-cycle'));
  await bench.run(Promise.resolve());
  await bench.clock.advance(1_000);
  await bench.run(bench.services.close());
  expect(bench.trail()).toMatchObject([
    { record: 'remedy-intent' },
    { outcome: { fault: { kind: 'step-cancelled' } } },
  ]);
  await running.outcome;
});
