import { describe, expect, test } from 'vitest';
import type { Simulator } from '#native';
import { openRunner } from '../testing/runner.ts';
import { closeLeftOvers } from './left-overs.ts';

const id = 'sim-one';
const hour = 3_600_000;
type World = Simulator['controls']['world'];

/** A printer with sockets of a program of ours that was ended, and what else there is. */
const withLeftOvers =
  (services: readonly string[], more: (world: World) => void = () => undefined) =>
  (world: World): void => {
    world.addPrinter({ id, name: 'HP LaserJet M1522nf MFP', queue: 'LaserJet' });
    const ours = world.startProgram('Unjam.exe', 4);
    for (const service of services) ours.createSocket(id, service);
    ours.die();
    more(world);
  };

/** Closes these left-overs in an operation. Answers those that it closed, and what came of the rest. */
const closed = async (
  build: (world: World) => void,
  sockets: readonly number[],
  { taken = [], before }: { taken?: readonly number[]; before?: (world: World) => void } = {},
) => {
  let answered: readonly number[] = [];
  const runner = await openRunner(build, async (run, parts) => {
    const device = parts.session.state.devices[id];
    if (device === undefined) throw new Error('no device');
    answered = await closeLeftOvers(parts, run, device, {
      made: () => undefined,
      gone: () => undefined,
      stillOurs: () => sockets,
      take: (hostSocket) => !taken.includes(hostSocket),
    });
    const report = { found: 0, unclear: 0, caughtChannels: 0, stillOpenChannels: 0 };
    return { kind: 'scan', outcome: { kind: 'done', report } };
  });
  const { simulator, clock, operations, records } = runner;
  before?.(simulator.controls.world);
  const started = operations.start<'scan'>({ kind: 'scan', deviceId: id });
  if (!started.ok) throw new Error(started.fault.kind);
  await clock.runUntil(started.value.ended);
  const { model } = simulator.controls.world.printer(id).stack;
  return {
    answered,
    left: [...model.sockets.keys()].sort((a, b) => a - b),
    destroys: simulator.controls.counters(id).sent.DESTROY_SOCKET,
    outcomes: records.flatMap((one) =>
      one.record === 'outcome'
        ? [[one.hostSocket, one.outcome.kind === 'failed' ? one.outcome.fault.kind : one.outcome.kind]]
        : [],
    ),
    intents: records.flatMap((one) => (one.record === 'intent' ? [one.hostSocket] : [])),
  };
};

test('each is closed with one request, and audited by itself before and after', async () => {
  expect(await closed(withLeftOvers(['HP-SCAN', 'ECHO']), [4, 6])).toEqual({
    answered: [4, 6],
    left: [],
    destroys: 2,
    intents: [4, 6],
    outcomes: [
      [4, 'freed'],
      [6, 'freed'],
    ],
  });
});

test('one that is not there any more: nothing is sent for it, and that is recorded', async () => {
  expect(await closed(withLeftOvers(['HP-SCAN']), [4, 6])).toEqual({
    answered: [4],
    left: [],
    destroys: 1,
    intents: [4],
    outcomes: [
      [4, 'freed'],
      [6, 'already-gone'],
    ],
  });
});

test('one that another program of ours takes is left to it', async () => {
  expect(await closed(withLeftOvers(['HP-SCAN', 'ECHO']), [4, 6], { taken: [4] })).toMatchObject({
    answered: [6],
    left: [4],
    destroys: 1,
    outcomes: [
      [4, 'busy'],
      [6, 'freed'],
    ],
  });
});

describe('one that may be somebody else’s by now is left alone, with nothing sent', () => {
  test.each<[name: string, more: (world: World) => void, sockets: readonly number[], why: string]>([
    [
      'another program has the device open',
      (world) => void world.startProgram('Other.exe').open(id),
      [4, 6],
      'not-as-confirmed',
    ],
    [
      'the number is the print channel of a job',
      (world) =>
        void world.printer(id).queue.print({
          ...{ document: 'Page 37.pdf', user: 'ann', pagesDone: 37, pagesTotal: 99, pageEveryMs: hour },
        }),
      [2],
      'not-as-confirmed',
    ],
  ])('%s', async (_name, more, sockets, why) => {
    const result = await closed(withLeftOvers(['HP-SCAN', 'ECHO'], more), sockets);
    expect(result).toMatchObject({ answered: [], destroys: 0, intents: [] });
    expect(result.left).toEqual(expect.arrayContaining([...sockets]));
    expect(result.outcomes).toEqual(sockets.map((hostSocket) => [hostSocket, why]));
  });

  test('the device came back since it was looked at', async () => {
    const replug = (world: World): void => {
      world.clock.after(1, () => {
        world.unplug(id);
        world.plugIn(id);
        const other = world.startProgram('Other.exe');
        other.createSocket(id, 'HP-SCAN');
        other.die();
      });
    };
    const result = await closed(withLeftOvers(['HP-SCAN']), [4], { before: replug });
    expect(result).toMatchObject({ answered: [], left: [4], destroys: 0 });
    expect(result.outcomes).toEqual([[4, 'not-as-confirmed']]);
  });

  test('jobs cannot be seen, and the number may carry them', async () => {
    const silent = (world: World): void => void world.silentSources.add('spooler');
    const build = withLeftOvers(['PRINT', 'HP-SCAN'], silent);
    expect(await closed(build, [2])).toMatchObject({
      answered: [],
      destroys: 0,
      outcomes: [[2, 'job-unknown']],
    });
  });
});
