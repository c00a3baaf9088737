import { describe, expect, test } from 'vitest';
import type { DeviceNode, Queue } from '#app/evidence/evidence.ts';
import type { Job } from '#app/evidence/job.ts';
import { jobsVisible } from '#app/evidence/source-report.ts';
import { fail, ok } from '#app/result.ts';
import { sightOf, type Surroundings } from './sight.ts';
import { spoolerAnswer } from './spooler-answer.ts';
import type { SpoolerAdapter } from './spooler-adapter.ts';
import type { SpooledQueue } from './spooler-structures.ts';

const node: DeviceNode = {
  ...{ setupClass: 'Dot4Print', service: 'Dot4Print', provider: 'HP', version: '7.0' },
  ...{ date: '4-2-2013', problemCode: 0, port: 'DOT4_001' },
};
const record = { node, at: 5 };
const queue: Queue = { name: 'LJ', ports: ['DOT4_001'], driver: 'HP LJ', offline: false, jobs: 1 };
const elsewhere: Queue = { ...queue, name: 'Other', ports: ['DOT4_002'], driver: 'HP other' };
const job: Job = {
  ...{ kind: 'print', id: 7, queue: 'LJ', document: 'A', user: 'ann' },
  ...{ pagesDone: 1, pagesTotal: 9, inProgress: true },
};
const around: Surroundings = {
  at: 9,
  processes: ok({ holders: [], closed: 0, running: [] }),
  services: ok([{ name: 'stisvc', state: 'running', pid: 12 }]),
  spooler: ok({
    ports: [{ name: 'DOT4_001', monitor: 'Dynamic Print Monitor' }],
    ...{ queues: [queue, elsewhere], jobs: [job, { ...job, queue: 'Other' }], unreadQueues: [] },
    isCutShort: false,
    isBusyElsewhere: false,
  }),
};
const unseenOf = (sight: ReturnType<typeof sightOf>, source: string) => {
  const result = sight.sources.find((report) => report.source === source)?.result;
  return result?.kind === 'looked' ? result.unseen : result?.because;
};

test('jobs and queues of the device’s port only; the spooler names no socket', () => {
  const { observations } = sightOf(record, around, []);
  const kinds = observations.map(({ hostSocket, evidence }) => [hostSocket, evidence.kind]);
  expect(kinds).toEqual([
    [null, 'holders-counted'],
    [null, 'service'],
    [null, 'job'],
    [null, 'port'],
    [null, 'queue'],
    [null, 'node'],
  ]);
});

test('where a candidate could not be looked into nobody is counted, and it is said', () => {
  const processes = ok({ holders: [], closed: 1, running: [] });
  const sight = sightOf(record, { ...around, processes }, [
    { pid: 5, name: 'hpscan.exe', endedAt: null, startedAt: '1' },
  ]);
  const kinds = sight.observations.map(({ evidence }) => evidence.kind);
  expect(kinds).toContain('process');
  expect(kinds).not.toContain('holders-counted');
  expect(unseenOf(sight, 'processes')).toContain('closed-processes');
});

test('a source that was late is told as such and costs the others nothing', () => {
  const sight = sightOf(record, { ...around, spooler: fail({ why: 'late' }) }, []);
  expect(unseenOf(sight, 'spooler')).toBe('deadline');
  expect(sight.observations.map(({ evidence }) => evidence.source)).toEqual([
    'processes',
    'windows-service',
    'device-node',
  ]);
});

test('a device whose port is not known gets no queue of its neighbours', () => {
  const sight = sightOf({ ...record, node: { ...node, port: null } }, around, []);
  expect(sight.observations.some(({ evidence }) => evidence.source === 'spooler')).toBe(false);
  expect(unseenOf(sight, 'spooler')).toEqual(['port-name']);
  expect(jobsVisible(sight.sources)).toBe(false);
});

const spooled = ({ ports, ...one }: Queue) => ({ ...one, port: ports.join(',') });
const adapterOf = (queues: readonly SpooledQueue[], jobs: SpoolerAdapter['jobs']): SpoolerAdapter => ({
  ports: () =>
    ok([
      { name: 'DOT4_001', monitor: null },
      { name: 'LPT1:', monitor: null },
    ]),
  queues: () => ok(queues),
  jobs,
});
const sightThrough = (adapter: SpoolerAdapter, port: string | null = 'DOT4_001') => {
  const answer = spoolerAnswer(adapter);
  const spooler = answer.ok ? answer : fail({ why: 'failed' as const, ...answer.fault });
  return sightOf({ ...record, node: { ...node, port } }, { ...around, spooler }, []);
};
const jobsIn = (sight: ReturnType<typeof sightOf>) =>
  sight.observations.flatMap(({ evidence }) => (evidence.kind === 'job' ? [evidence.job] : []));

test('only queues that may lead to a DOT4 printer are read', () => {
  const read: string[] = [];
  const file = { ...spooled(queue), name: 'PDF', port: 'FILE:' };
  const answer = spoolerAnswer(
    adapterOf([spooled(queue), file], (name) => {
      read.push(name);
      return ok([job]);
    }),
  );
  expect(read).toEqual(['LJ']);
  expect(answer).toEqual(
    ok({
      ...{ ports: [{ name: 'DOT4_001', monitor: null }], queues: [queue], jobs: [job] },
      ...{ unreadQueues: [], isCutShort: false, isBusyElsewhere: true },
    }),
  );
});

describe('what could not be read may hide a job', () => {
  const refused = fail({ call: 'EnumJobsW', systemError: 5 });
  test.each<readonly [string, SpoolerAdapter, readonly string[]]>([
    ['the queue does not open', adapterOf([spooled(queue)], () => refused), ['jobs']],
    ['it counts more jobs than it lists', adapterOf([spooled(queue)], () => ok([])), ['jobs']],
    [
      'the ports of a queue cannot be read',
      adapterOf([{ ...spooled(queue), port: null }], () => ok([])),
      ['queues'],
    ],
    ['nor the name of one', adapterOf([{ ...spooled(queue), name: '' }], () => ok([])), ['queues']],
    ['all is read', adapterOf([spooled(queue)], () => ok([job])), []],
    ['another queue does not open', adapterOf([spooled(elsewhere)], () => refused), []],
  ])('%s', (_name, adapter, unseen) => {
    const sight = sightThrough(adapter);
    expect(unseenOf(sight, 'spooler')).toEqual(unseen);
    expect(jobsVisible(sight.sources)).toBe(unseen.length === 0);
  });

  test('a port of another kind: its queues are not read at all', () => {
    const sight = sightThrough(
      adapterOf([spooled(queue)], () => ok([job])),
      'HPLPT_001',
    );
    expect(unseenOf(sight, 'spooler')).toEqual(['queues']);
  });

  test('an interface walk that was cut short, though one port was found', () => {
    const sight = sightOf({ ...record, unseen: ['interfaces', 'port-name'] }, around, []);
    expect(jobsVisible(sight.sources)).toBe(false);
    expect(unseenOf(sight, 'device-node')).toEqual(['port-name', 'interfaces']);
  });
});

test.each(['DOT4_001,DOT4_002', 'DOT4_002, DOT4_001', 'LPT1:,DOT4_001', 'usb001,dot4_001:', 'DOT4_001'])(
  'a job in a pool on %s is evidence for the device on DOT4_001',
  (port) => {
    const pool = { ...spooled(queue), port };
    const sight = sightThrough(adapterOf([pool], () => ok([job])));
    expect(jobsIn(sight)).toEqual([job]);
    expect(jobsVisible(sight.sources)).toBe(true);
    expect(
      jobsIn(
        sightThrough(
          adapterOf([pool], () => ok([job])),
          'DOT4_003',
        ),
      ),
    ).toEqual([]);
  },
);

test('a second port of a device is its own, too', () => {
  const both = { ...node, port: 'DOT4_001', otherPorts: ['DOT4_002'] };
  const sight = sightOf({ ...record, node: both }, around, []);
  expect(jobsIn(sight).map((one) => one.queue)).toEqual(['LJ', 'Other']);
});
