import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Device } from '../dot4/device.ts';
import { isOfAnotherMaker } from '../dot4/maker.ts';
import { notMeasured } from '../dot4/profile.ts';
import { remedyPlan } from '../remedy/plan.ts';
import { liveChannel } from '../session/channels.ts';
import type { SessionEvent } from '../session/event.ts';
import type { SessionState } from '../session/state.ts';
import { jobAtRisk } from '../teardown/job-at-risk.ts';
import { deviceNamed } from '../testing/arbitrary-state.ts';
import { afterEvents } from '../testing/stamped.ts';
import { confirmationWords } from '../words/confirmation.ts';
import type { Evidence, Observation, Queue } from './evidence.ts';
import type { Job } from './job.ts';
import { looked, notLooked } from './source-report.ts';
import type { BlindSpot } from './source-report.ts';

const found = (device: Partial<Device> = {}): SessionEvent => ({
  type: 'discovered',
  at: 1,
  discovery: { devices: [{ ...deviceNamed('a'), ...device }], driverPackage: 'installed' },
  profiles: { a: notMeasured },
});
const socketSeen = (hostSocket: number, at = 2): SessionEvent => ({
  ...{ type: 'socket-looked-at', deviceId: 'a', hostSocket },
  evidence: { kind: 'probe-pended', source: 'driver-answer', at },
});
const probed = (service: string, known: 'known' | 'unknown' | 'unclear'): SessionEvent => ({
  ...{ type: 'services-probed', deviceId: 'a' },
  evidence: [{ kind: 'service-probed', source: 'driver-answer', at: 4, service, known, ntstatus: null }],
});
const job = (inProgress: boolean, queue = 'LJ'): Job => ({
  ...{ kind: 'print', id: 11, queue, document: 'Photo', user: 'ann' },
  ...{ pagesDone: 0, pagesTotal: 1, inProgress, states: inProgress ? ['printing'] : [] },
});
const queueOn = (...ports: string[]): Queue => ({
  ...{ name: 'LJ', ports, driver: 'HP', offline: false, jobs: 1 },
});
const ofDevice = (evidence: Evidence): Observation => ({ hostSocket: null, evidence });
const jobSeen = (one: Job): Observation => ofDevice({ kind: 'job', source: 'spooler', at: 3, job: one });
const process = (pid: number, endedAt: number | null, startedAt = '1'): Observation =>
  ofDevice({
    ...{ kind: 'process', source: 'processes', at: 3 },
    process: { name: `scan${pid}.exe`, pid, endedAt, startedAt },
  });
const observed = (observations: readonly Observation[], unseen: readonly BlindSpot[] = []): SessionEvent => ({
  ...{ type: 'observed', at: 3, deviceId: 'a', observations },
  sources: [looked('spooler', 3, unseen), looked('processes', 3)],
});
const rowOf = (state: SessionState, hostSocket = 2) => {
  const channel = liveChannel(state, 'a', hostSocket);
  if (channel === null) throw new Error(`no row of ${hostSocket}`);
  return channel;
};
const deviceOf = (state: SessionState) => {
  const device = state.devices['a'];
  if (device === undefined) throw new Error('no device');
  return device;
};
const planOf = (state: SessionState, hostSocket = 2) =>
  remedyPlan(rowOf(state, hostSocket), deviceOf(state), state.environment);

describe('the maker', () => {
  const device = deviceNamed('a');
  const provider = (name: string) => ({ driver: { service: null, provider: name, version: null } });
  test.each<readonly [string, Partial<Device>, boolean]>([
    ['nothing speaks of it', {}, false],
    ['HP by its name', { name: 'HP LaserJet 3055' }, false],
    [
      'HP by its name, driven by another’s package',
      { name: 'HP LaserJet 1020', ...provider('Zenographics') },
      false,
    ],
    ['HP by its vendor id', { instanceId: 'USB\\VID_03F0&PID_1', name: 'Epson look-alike' }, false],
    ['another by its vendor id', { instanceId: 'USB\\VID_04b8&PID_1', name: 'HP something' }, true],
    ['another by its name', { name: 'EPSON Stylus CX3600' }, true],
    [
      'another by its name, with the driver of Windows',
      { name: 'Brother MFC', ...provider('Microsoft') },
      true,
    ],
    ['another by who provides its driver', { name: 'Stylus', ...provider('SEIKO EPSON CORPORATION') }, true],
    ['the driver of Windows alone', provider('Microsoft'), false],
    ['HP’s driver alone', provider('Hewlett-Packard'), false],
  ])('%s', (_name, differs, isAnother) => {
    expect(isOfAnotherMaker({ ...device, ...differs })).toBe(isAnother);
  });
});

describe('a customary number', () => {
  test('names a service until a probe says that the printer does not know it', () => {
    const seen = [found(), socketSeen(2)];
    expect(rowOf(afterEvents(seen)).facts.service.value).toBe('PRINT');
    expect(rowOf(afterEvents([...seen, probed('PRINT', 'unclear')])).facts.service.value).toBe('PRINT');
    expect(rowOf(afterEvents([...seen, probed('PRINT', 'unknown')])).facts.service.value).toBeNull();
    const again = [...seen, probed('PRINT', 'unknown'), probed('PRINT', 'known')];
    expect(rowOf(afterEvents(again)).facts.service.value).toBe('PRINT');
  });

  test('says nothing of another service than its own, and of a row that comes after the probe, too', () => {
    const state = afterEvents([found(), probed('PRINT', 'unknown'), socketSeen(2), socketSeen(4)]);
    expect(rowOf(state, 2).facts.service.value).toBeNull();
    expect(rowOf(state, 4).facts.service.value).toBe('HP-SCAN');
  });

  test('says nothing on a printer of another maker', () => {
    const state = afterEvents([found({ name: 'EPSON Stylus' }), socketSeen(2), socketSeen(4)]);
    expect([2, 4].map((socket) => rowOf(state, socket).facts.service.value)).toEqual([null, null]);
  });

  test('does not weigh against what the print driver is set up for', () => {
    const setUp: Observation = {
      hostSocket: 2,
      evidence: { kind: 'static-socket', source: 'device-node', at: 3, service: 'PRINT' },
    };
    const events = [found(), socketSeen(2), observed([setUp]), probed('PRINT', 'unknown')];
    expect(rowOf(afterEvents(events)).facts.service.value).toBe('PRINT');
  });
});

describe('a job', () => {
  const stray = jobSeen(job(false));

  test('belongs to the socket that carries PRINT: by custom number 2', () => {
    const state = afterEvents([found(), socketSeen(2), socketSeen(5), observed([stray])]);
    expect(rowOf(state, 2).facts.job.value?.id).toBe(11);
    expect(rowOf(state, 5).facts.job.value).toBeNull();
  });

  test('or the one that the print driver is set up for', () => {
    const setUp: Observation = {
      hostSocket: 5,
      evidence: { kind: 'static-socket', source: 'device-node', at: 3, service: 'PRINT' },
    };
    const seen = [found(), socketSeen(2), socketSeen(5), observed([stray, setUp])];
    for (const events of [seen, [...seen, observed([stray])], [...seen, probed('PRINT', 'unknown')]]) {
      const state = afterEvents(events);
      expect(rowOf(state, 5).facts.job.value?.id).toBe(11);
      expect(rowOf(state, 2).facts.job.value).toBeNull();
    }
  });

  const orders = fc.shuffledSubarray(['look', 'job', 'probe'], { minLength: 3 });
  test('to none where the printer knows no PRINT, whenever it was asked: the dead holder is named instead', () => {
    const events: Record<string, SessionEvent> = {
      look: socketSeen(2, 9),
      job: observed([stray, process(7, 5)]),
      probe: probed('PRINT', 'unknown'),
    };
    fc.assert(
      fc.property(orders, (order) => {
        const state = afterEvents([
          found(),
          ...order.flatMap((name) => events[name] ?? []),
          // a look after the end was seen
          socketSeen(2, 20),
        ]);
        const { facts, suspicion } = rowOf(state);
        expect(facts.job.value).toBeNull();
        expect(facts.holder.value).toMatchObject({ kind: 'process', process: { pid: 7 } });
        expect(suspicion.rule).toBe('holder-ended');
        expect(planOf(state)[0]?.kind).toBe('destroy-socket');
        const words = confirmationWords(rowOf(state), 2, deviceOf(state), state.devices);
        expect(words.job).toContain('nothing shows which channel carries print job “Photo”');
      }),
    );
  });

  test('that waits before its socket has a row is not forgotten', () => {
    const state = afterEvents([found(), observed([stray]), socketSeen(2)]);
    expect(rowOf(state).facts.job.value?.id).toBe(11);
    expect(deviceOf(state).evidence.map(({ kind }) => kind)).not.toContain('job');
  });

  test('a row that only such a job spoke for ends with the probe', () => {
    const printing = [found(), observed([jobSeen(job(true))])];
    expect(rowOf(afterEvents(printing)).facts.exists.confidence).toBe('inferred');
    expect(liveChannel(afterEvents([...printing, probed('PRINT', 'unknown')]), 'a', 2)).toBeNull();
  });

  test('in progress, and tied to no socket: it may be on any whose service is not known', () => {
    const state = afterEvents([
      ...[found(), socketSeen(2), socketSeen(4), socketSeen(99)],
      ...[probed('PRINT', 'unknown'), observed([jobSeen(job(true))])],
    ]);
    const risk = (socket: number) => jobAtRisk(rowOf(state, socket).facts, socket, deviceOf(state));
    expect([2, 4, 99].map(risk)).toEqual(['in-progress', 'none', 'in-progress']);
    expect(jobAtRisk(null, 50, deviceOf(state))).toBe('in-progress');
    const words = confirmationWords(rowOf(state), 2, deviceOf(state), state.devices);
    expect(words.cutsOff.join()).toContain('perhaps there: print job “Photo”');
    expect(planOf(state).find(({ kind }) => kind === 'destroy-socket')?.availability).toEqual({
      ...{ kind: 'not-offered', because: 'job-in-progress' },
    });
  });

  test('of a pooled queue may print on another printer: it guards this one, and only a person cancels it', () => {
    const pool = ofDevice({
      kind: 'queue',
      source: 'spooler',
      at: 3,
      queue: queueOn('DOT4_001', 'DOT4_002'),
    });
    const alone = ofDevice({ kind: 'queue', source: 'spooler', at: 3, queue: queueOn('DOT4_001') });
    const inPool = afterEvents([found(), socketSeen(2), observed([jobSeen(job(true)), pool])]);
    expect(rowOf(inPool).facts.job.confidence).toBe('inferred');
    expect(jobAtRisk(rowOf(inPool).facts, 2, deviceOf(inPool))).toBe('in-progress');
    expect(planOf(inPool)[0]).toMatchObject({ availability: { kind: 'by-hand' }, action: null });
    const ofOne = afterEvents([found(), socketSeen(2), observed([jobSeen(job(true)), alone])]);
    expect(rowOf(ofOne).facts.job.confidence).toBe('confirmed');
    expect(planOf(ofOne)[0]).toMatchObject({ availability: { kind: 'by-unjam' }, action: { jobId: 11 } });
  });
});

describe('jobs that cannot all be seen may be there', () => {
  const spots: readonly BlindSpot[] = ['jobs', 'queues', 'port-name', 'interfaces'];
  const risks = (state: SessionState) =>
    [2, 4, 7, 99].map((socket) => jobAtRisk(null, socket, deviceOf(state)));

  test.each(spots)('not visible: %s', (spot) => {
    const state = afterEvents([found(), observed([], [spot])]);
    expect(risks(state)).toEqual(['cannot-look', 'none', 'cannot-look', 'cannot-look']);
    expect(confirmationWords(null, 2, deviceOf(state), state.devices).cutsOff).toHaveLength(1);
  });

  test('the spooler was not looked at, or never asked', () => {
    const silent: SessionEvent = {
      ...{ type: 'observed', at: 3, deviceId: 'a', observations: [] },
      sources: [notLooked('spooler', 3, 'deadline')],
    };
    for (const events of [[found()], [found(), silent]]) {
      expect(risks(afterEvents(events))).toEqual(['cannot-look', 'none', 'cannot-look', 'cannot-look']);
    }
  });

  test('all of it was seen: nothing is at risk', () => {
    expect(risks(afterEvents([found(), observed([])]))).toEqual(['none', 'none', 'none', 'none']);
  });

  test('a probe does not make them visible', () => {
    const state = afterEvents([found(), socketSeen(2), observed([], ['jobs']), probed('PRINT', 'unknown')]);
    expect(jobAtRisk(rowOf(state).facts, 2, deviceOf(state))).toBe('cannot-look');
  });
});

test('who comes into question alone is named with how sure that is', () => {
  const state = afterEvents([found(), socketSeen(4, 9), observed([process(7, null)])]);
  const { holder } = confirmationWords(rowOf(state, 4), 4, deviceOf(state), state.devices);
  expect(holder).toBe('scan7.exe (7), inferred');
});

describe('of several holders nobody is named', () => {
  test.each([
    ['two that run', [process(7, null), process(8, null)], 'one of scan7.exe (7), scan8.exe (8)'],
    ['one that ended', [process(7, null), process(8, 2)], 'one of scan7.exe (7), scan8.exe (8), ended'],
    [
      'its id given again',
      [process(7, null), process(7, 2, '0')],
      'one of scan7.exe (7), scan7.exe (7), ended',
    ],
  ] as const)('%s: all are listed', (_name, seen, words) => {
    const state = afterEvents([found(), socketSeen(4, 9), observed(seen)]);
    expect(rowOf(state, 4).facts.holder.value).toBeNull();
    expect(rowOf(state, 4).suspicion.level).toBe('none');
    expect(confirmationWords(rowOf(state, 4), 4, deviceOf(state), state.devices).holder).toBe(words);
    expect(planOf(state, 4).map(({ kind }) => kind)).not.toContain('stop-program');
  });
});
