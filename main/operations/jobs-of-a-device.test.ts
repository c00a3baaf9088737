import { describe, expect, test } from 'vitest';
import { confirmedOf } from '#app/operations/confirmed.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import { liveChannel } from '#app/session/channels.ts';
import { confirmationWords } from '#app/words/confirmation.ts';
import { stepWords } from '#app/words/remedy.ts';
import { openBench } from '../testing/bench.ts';

const day = 86_400_000;
const printed = (document: string) => ({
  ...{ document, user: 'b.two', pagesDone: 0, pagesTotal: 3, pageEveryMs: day },
});

type Bench = ReturnType<typeof openBench>;

/** A PC with one printer, or two, of which nothing but what is described is known. */
const withPrinters = async (
  ...printers: readonly Parameters<Bench['simulator']['controls']['world']['addPrinter']>[0][]
) => {
  const bench = openBench('empty');
  const { world } = bench.simulator.controls;
  for (const printer of printers) world.addPrinter(printer);
  await bench.run(bench.services.devices.refresh());
  return { ...bench, world };
};

const seenOf = ({ services: { session } }: Bench, deviceId: string, hostSocket: number) => {
  const channel = liveChannel(session.state, deviceId, hostSocket);
  const device = session.state.devices[deviceId];
  if (channel === null || device === undefined) throw new Error(`no row of host socket ${hostSocket}`);
  return {
    channel,
    device,
    words: confirmationWords(channel, hostSocket, device, session.state.devices),
    plan: remedyPlan(channel, device, session.state.environment),
  };
};

describe('two or three jobs in one queue, the first in progress', () => {
  const id = 'sim-stuckprint-p2055d';

  test.each([
    [1, true, '1 more waits'],
    [1, false, '1 more waits'],
    [2, true, '2 more wait'],
  ] as const)('%d more, scanned: %s', async (more, isScanned, others) => {
    const bench = openBench('stuck-print');
    const { queue } = bench.simulator.controls.world.printer(id);
    for (let number = 1; number <= more; number++) queue.print(printed(`Waiting ${number}.docx`));
    await bench.run(bench.services.devices.refresh());
    if (isScanned) await bench.scan(id);
    const { channel, device, words, plan } = seenOf(bench, id, 2);
    expect(channel.suspicion).toMatchObject({ level: 'stuck', rule: 'job-does-not-move' });
    expect(words.cutsOff.join()).toContain(`Invoices November.xlsx`);
    expect(words.job).toContain(others);
    const cancel = plan.find(({ kind }) => kind === 'cancel-job');
    expect(cancel?.action).toMatchObject({ jobId: 11 });
    expect(cancel && stepWords(cancel).title).toContain(others);
    expect((await bench.close(id, 2)).outcome).toMatchObject({ fault: { kind: 'job-in-progress' } });
    const cancelled = await bench.perform<'remedy'>({
      ...{ kind: 'remedy', deviceId: id, hostSocket: 2, generation: channel.generation },
      ...{ step: 'cancel-job', action: cancel?.action ?? null, confirmed: confirmedOf(channel, device) },
    });
    expect(cancelled.outcome?.kind).not.toBe('failed');
    expect(queue.jobs.map(({ document }) => document)).not.toContain('Invoices November.xlsx');
    expect(queue.jobs).toHaveLength(more);
  });
});

describe('a printer of another maker, whose socket 2 is not PRINT', () => {
  const id = 'sim-other-maker';
  const services = [
    { name: 'STATUS-CTRL', socket: 2 },
    { name: 'RAW-DATA', socket: 64 },
  ];
  const opened = async (name: string) => {
    const bench = await withPrinters({ id, name, queue: 'Photo printer', services });
    const program = bench.world.startProgram('E_STATUS.EXE');
    program.openChannel(id, program.createSocket(id, 'STATUS-CTRL').hostSocket);
    bench.world.printer(id).queue.print(printed('Photo.jpg'));
    await bench.run(bench.services.devices.refresh());
    program.die();
    await bench.clock.advance(1_000);
    await bench.run(bench.services.devices.refresh());
    await bench.scan(id);
    return bench;
  };

  test('after a probe: it is not called PRINT, no job is tied to it, the dead holder is named', async () => {
    const bench = await opened('Photo CX');
    expect(seenOf(bench, id, 2).channel.facts.service.value).toBe('PRINT');
    await bench.ask<'probe'>({ kind: 'probe', deviceId: id, open: true });
    const { channel, plan } = seenOf(bench, id, 2);
    expect(channel.facts).toMatchObject({ service: { value: null }, job: { value: null } });
    expect(channel.facts.holder.value).toMatchObject({ process: { name: 'E_STATUS.EXE' } });
    expect(plan[0]?.kind).toBe('destroy-socket');
    expect((await bench.close(id, 2)).outcome.kind).toBe('freed');
  });

  test('known by its name: the number says nothing from the first look on', async () => {
    const bench = await opened('EPSON Stylus CX');
    const { channel, plan } = seenOf(bench, id, 2);
    expect(channel.facts).toMatchObject({ service: { value: null }, job: { value: null } });
    expect(plan.map(({ kind }) => kind)).not.toContain('cancel-job');
  });
});

describe('two printers in one pool', () => {
  const queuePorts = ['DOT4_001', 'DOT4_002'];

  test('the job in progress guards PRINT on both, and cancelling it is left to a person', async () => {
    const bench = await withPrinters(
      { id: 'sim-a', name: 'HP LaserJet 3055', queue: 'Pool', queuePorts },
      { id: 'sim-b', name: 'HP LaserJet 3055', queue: 'Alone' },
    );
    bench.world.printer('sim-a').queue.print(printed('Report'));
    const left = bench.world.startProgram('spool.exe');
    left.createSocket('sim-b', 'PRINT');
    left.die();
    await bench.run(bench.services.devices.refresh());
    for (const id of ['sim-a', 'sim-b']) {
      await bench.scan(id);
      expect((await bench.close(id, 2)).outcome).toMatchObject({ fault: { kind: 'job-in-progress' } });
      const [cancel] = seenOf(bench, id, 2).plan;
      expect(cancel).toMatchObject({ kind: 'cancel-job', availability: { kind: 'by-hand' } });
    }
    expect((await bench.close('sim-b', 2, { overJob: true })).outcome.kind).toBe('freed');
  });
});

describe('jobs that cannot be seen may be there', () => {
  const id = 'sim-a';
  const opened = async (port: string | null) => {
    const bench = await withPrinters(
      { id, name: 'HP LaserJet 3055', queue: 'Q', port },
      { id: 'sim-b', name: 'HP LaserJet 2055', queue: 'R' },
    );
    const left = bench.world.startProgram('spool.exe');
    left.createSocket(id, 'PRINT');
    left.die();
    return bench;
  };

  test.each([
    ['its port is not known', null],
    ['its queue cannot be read', 'DOT4_001'],
  ] as const)('%s: PRINT takes an express yes, and a probe spares it', async (_why, port) => {
    const bench = await opened(port);
    if (port !== null) bench.world.unreadQueues.add('Q');
    await bench.run(bench.services.devices.refresh());
    await bench.scan(id);
    expect((await bench.close(id, 2)).outcome).toMatchObject({ fault: { kind: 'job-unknown' } });
    const report = await bench.ask<'probe'>({ kind: 'probe', deviceId: id, open: true });
    expect(report.ok && report.value.spared).toContainEqual({
      ...{ service: 'PRINT', because: 'jobs-not-visible' },
    });
    expect((await bench.close(id, 2, { overJob: true })).outcome.kind).toBe('freed');
  });

  test('all of it is seen: an ordinary yes is enough', async () => {
    const bench = await opened('DOT4_001');
    await bench.run(bench.services.devices.refresh());
    await bench.scan(id);
    expect((await bench.close(id, 2)).outcome.kind).toBe('freed');
  });
});
