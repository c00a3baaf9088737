import { expect, test } from 'vitest';
import type { DeviceNode, Job, Queue } from '#app/evidence/evidence.ts';
import { fail, ok } from '#app/result.ts';
import { sightOf, type Surroundings } from './sight.ts';
import { spoolerAnswer } from './spooler-answer.ts';
import type { SpoolerAdapter } from './spooler-adapter.ts';

const node: DeviceNode = {
  ...{ setupClass: 'Dot4Print', service: 'Dot4Print', provider: 'HP', version: '7.0' },
  ...{ date: '4-2-2013', problemCode: 0, port: 'DOT4_001' },
};
const record = { node, at: 5, isOnlyPrinter: false };
const queue: Queue = { name: 'LJ', port: 'DOT4_001', driver: 'HP LJ', offline: false, jobs: 1 };
const elsewhere: Queue = { ...queue, name: 'Other', port: 'DOT4_002', driver: 'HP other' };
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
  }),
};
const unseenOf = (sight: ReturnType<typeof sightOf>, source: string) => {
  const result = sight.sources.find((report) => report.source === source)?.result;
  return result?.kind === 'looked' ? result.unseen : result?.because;
};

test('jobs and queues of the device’s port only; the job is told of the print socket', () => {
  const { observations } = sightOf(record, around, []);
  const kinds = observations.map(({ hostSocket, evidence }) => [hostSocket, evidence.kind]);
  expect(kinds).toEqual([
    [null, 'holders-counted'],
    [null, 'service'],
    [2, 'job'],
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
});

test('a queue whose jobs cannot be read is a blind spot, not an empty queue', () => {
  const adapter: SpoolerAdapter = {
    ports: () =>
      ok([
        { name: 'DOT4_001', monitor: null },
        { name: 'LPT1:', monitor: null },
      ]),
    queues: () => ok([queue, { ...queue, name: 'PDF', port: 'FILE:' }]),
    jobs: () => fail({ call: 'EnumJobsW', systemError: 0 }),
  };
  const answer = spoolerAnswer(adapter);
  expect(answer).toEqual(
    ok({ ports: [{ name: 'DOT4_001', monitor: null }], queues: [queue], jobs: [], unreadQueues: ['LJ'] }),
  );
  const spooler = answer.ok ? ok(answer.value) : fail({ why: 'ended' as const });
  expect(unseenOf(sightOf(record, { ...around, spooler }, []), 'spooler')).toEqual(['jobs']);
});
