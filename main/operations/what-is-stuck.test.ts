import { expect, test } from 'vitest';
import { findingsOf } from '#app/evidence/findings.ts';
import type { FindingName } from '#app/evidence/findings.ts';
import type { SuspicionRuleName } from '#app/evidence/rule.ts';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import { liveChannel, liveChannels } from '#app/session/channels.ts';
import { rates } from '#app/settings/settings.ts';
import { fieldScenario, openBench } from '../testing/bench.ts';

// Each rule in its scenario, as time goes by: looked at like a window that nobody touches, and scanned before each claim.

const mostBetweenLooksMs = Math.max(...rates);
const scan = 'sim-m1522nf';
const print = 'sim-p2055d';
const minute = 60;

const watched = (scenario: Parameters<typeof openBench>[0]) => {
  const bench = openBench(scenario);
  const { services, clock, run } = bench;
  /** Looks on until so many seconds after the start. */
  const until = async (seconds: number): Promise<void> => {
    while (clock.monotonicMs() < seconds * 1_000) {
      await clock.advance(Math.min(mostBetweenLooksMs, seconds * 1_000 - clock.monotonicMs()));
      await run(services.devices.observeAll());
    }
  };
  const claims = (deviceId: string, hostSocket: number) => {
    const { state } = services.session;
    const device = state.devices[deviceId];
    const { level, rule } = liveChannel(state, deviceId, hostSocket)?.suspicion ?? {};
    const findings =
      device === undefined ? [] : findingsOf(device, liveChannels(state, deviceId), state.thresholds);
    return [level, rule, ...findings.map(({ kind }) => kind)];
  };
  return { ...bench, until, claims };
};

type Claim = readonly [
  second: number,
  level: string,
  rule: SuspicionRuleName | null,
  ...findings: FindingName[],
];

test.each<readonly [file: string, deviceId: string, hostSocket: number, claims: readonly Claim[]]>([
  [
    'job-stops',
    print,
    2,
    [
      [30, 'in-use', 'job-in-progress'],
      [24 + 4 * minute, 'in-use', 'job-in-progress'],
      [24 + 6 * minute, 'stuck', 'job-does-not-move'],
      [640, 'in-use', 'job-in-progress'],
    ],
  ],
  [
    'job-never-began',
    print,
    2,
    [
      [10, 'suspect', 'job-does-not-move'],
      [4 * minute, 'suspect', 'job-does-not-move'],
      [6 * minute, 'stuck', 'job-does-not-move'],
    ],
  ],
  [
    'job-not-counted',
    print,
    2,
    [
      [10, 'suspect', 'job-does-not-move'],
      [3_600, 'suspect', 'job-does-not-move'],
    ],
  ],
  [
    'slow-pages',
    print,
    2,
    [
      [230, 'in-use', 'job-in-progress'],
      [3_600, 'in-use', 'job-in-progress'],
    ],
  ],
  [
    'paper-out-for-long',
    print,
    2,
    [
      [20, 'in-use', 'job-in-progress'],
      [1_220, 'in-use', 'job-in-progress', 'printer-wants-a-person'],
      [1_400, 'in-use', 'job-in-progress'],
    ],
  ],
  [
    'deleting-stays',
    print,
    2,
    [
      [2 * minute, 'in-use', 'job-in-progress'],
      [4 * minute, 'stuck', 'job-being-deleted-stays', 'job-being-deleted'],
    ],
  ],
  [
    'queue-paused',
    print,
    2,
    [
      [600, 'in-use', 'job-in-progress', 'queue-paused'],
      [1_200, 'in-use', 'job-in-progress'],
    ],
  ],
  ['printer-offline', print, 2, [[1_200, 'in-use', 'job-in-progress', 'printer-offline']]],
  [
    'scan-program-hangs',
    scan,
    4,
    [
      [30, 'none', null],
      [5 * minute, 'none', null],
      [7 * minute, 'stuck', 'holder-hangs'],
    ],
  ],
  [
    'long-scan',
    scan,
    4,
    [
      [4 * minute, 'none', null],
      [7 * minute, 'suspect', 'holder-does-not-respond'],
      [9 * minute, 'none', null],
    ],
  ],
  [
    'scan-program-idle',
    scan,
    4,
    [
      [19 * minute, 'none', null],
      [21 * minute, 'suspect', 'holder-idle'],
      [120 * minute, 'suspect', 'holder-idle'],
    ],
  ],
  [
    'status-monitor-idle',
    scan,
    4,
    [
      [59 * minute, 'none', null],
      [61 * minute, 'suspect', 'channel-idle-long'],
    ],
  ],
])('%s', async (file, deviceId, hostSocket, claims) => {
  const { run, services, until, ...bench } = watched(fieldScenario(file));
  await run(services.devices.refresh());
  const found: unknown[] = [];
  for (const [second] of claims) {
    await until(second - 5);
    await bench.scan(deviceId);
    await until(second);
    found.push([second, ...bench.claims(deviceId, hostSocket)]);
  }
  expect(found).toEqual(claims);
});

test.each<readonly [ScenarioId, string, number, SuspicionRuleName]>([
  ['stuck-print', 'sim-stuckprint-p2055d', 2, 'job-does-not-move'],
  ['held', 'sim-held-m2727nf', 4, 'holder-hangs'],
])('%s: what stands since before the start is stuck at once', async (id, deviceId, hostSocket, rule) => {
  const { run, services, clock, claims, ...bench } = watched(id);
  await run(services.devices.refresh());
  await bench.scan(deviceId);
  await run(services.devices.observeAll());
  expect(claims(deviceId, hostSocket)).toEqual(['stuck', rule]);
  const { sinceMs = 0 } = liveChannel(services.session.state, deviceId, hostSocket)?.suspicion ?? {};
  expect(Math.round((clock.monotonicMs() - sinceMs) / 60_000)).toBe(14);
});

test('job-does-not-begin: a job that is still being written is named once it does not grow, and until it does', async () => {
  const { run, services, simulator, until, claims } = watched(fieldScenario('job-does-not-begin'));
  await run(services.devices.refresh());
  await until(4 * minute);
  expect(claims(print, 2)).toEqual([undefined, undefined]);
  await until(6 * minute);
  expect(claims(print, 2)).toEqual([undefined, undefined, 'job-does-not-begin']);
  const queue = simulator.controls.world.findQueue('LaserJet P2055d (accounting)');
  queue?.change(11, ['spooling', 'restart']);
  await until(7 * minute);
  expect(claims(print, 2)).toEqual([undefined, undefined]);
  await until(13 * minute);
  expect(claims(print, 2)).toEqual([undefined, undefined, 'job-does-not-begin']);
  queue?.change(11, ['printing']);
  await until(14 * minute);
  expect(claims(print, 2)).toEqual(['in-use', 'job-in-progress']);
});

test('printer-silent: a try that brings nothing back is said of the printer, until one does or its cable was out', async () => {
  const { ask, simulator, until, claims, run, services, ...bench } = watched(fieldScenario('printer-silent'));
  await run(services.devices.refresh());
  const tryEcho = () => ask<'trial'>({ kind: 'trial', deviceId: scan, service: 'ECHO' });
  const silent = [undefined, undefined, 'printer-does-not-answer'];
  await bench.scan(scan);
  await tryEcho();
  await until(120);
  expect(claims(scan, 4)).toEqual(silent);
  simulator.controls.setGrantsCredits(scan, true);
  await tryEcho();
  expect(claims(scan, 4)).toEqual([undefined, undefined]);
  simulator.controls.setGrantsCredits(scan, false);
  await tryEcho();
  expect(claims(scan, 4)).toEqual(silent);
  simulator.controls.world.unplug(scan);
  await run(services.devices.refresh());
  simulator.controls.world.plugIn(scan);
  await run(services.devices.refresh());
  expect(claims(scan, 4)).toEqual([undefined, undefined]);
});

test('looks that were paused, and a computer that slept, are no time in which a job was seen to stand', async () => {
  const { run, services, clock, until, claims } = watched(fieldScenario('job-stops'));
  await run(services.devices.refresh());
  await until(60);
  await clock.advance(480_000);
  await run(services.devices.observeAll());
  expect(claims(print, 2)).toEqual(['in-use', 'job-in-progress']);
});

test('a spooler that does not answer for a moment costs none of it', async () => {
  const { run, services, simulator, until, claims } = watched(fieldScenario('job-stops'));
  await run(services.devices.refresh());
  await until(200);
  simulator.controls.world.silentSources.add('spooler');
  await until(230);
  simulator.controls.world.silentSources.delete('spooler');
  await until(24 + 5 * minute + 10);
  expect(claims(print, 2)).toEqual(['stuck', 'job-does-not-move']);
});

test('a threshold that is changed counts at once, in either direction', async () => {
  const { run, services, until, claims } = watched(fieldScenario('job-stops'));
  const { session } = services;
  await run(services.devices.refresh());
  await until(24 + 3 * minute);
  const set = (jobDoesNotMove: number): void =>
    session.dispatch({ type: 'thresholds-set', thresholds: { ...session.state.thresholds, jobDoesNotMove } });
  set(2);
  expect(claims(print, 2)).toEqual(['stuck', 'job-does-not-move']);
  set(10);
  expect(claims(print, 2)).toEqual(['in-use', 'job-in-progress']);
});
