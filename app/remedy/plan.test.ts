import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Evidence } from '../evidence/evidence.ts';
import type { JobState } from '../evidence/job.ts';
import { unknownFact } from '../evidence/fact.ts';
import type { SessionEvent } from '../session/event.ts';
import type { SessionState } from '../session/state.ts';
import { anyEvent, deviceNamed, dot4Node } from '../testing/arbitrary-state.ts';
import { afterEvents } from '../testing/stamped.ts';
import { stepWords } from '../words/remedy.ts';
import { remedyPlan, rungAfter } from './plan.ts';
import { mayBeStopped } from './restraint.ts';
import { stepKinds } from './step.ts';

const plansOf = (state: SessionState) =>
  Object.values(state.channels).flatMap((channel) => {
    const device = state.devices[channel.deviceId];
    return device === undefined
      ? []
      : [{ channel, device, steps: remedyPlan(channel, device, state.environment) }];
  });

const manyEvents = fc.array(anyEvent, { maxLength: 60 });

test('whatever happened: steps are in the order of the ladder, each once, and power-cycling comes last', () => {
  fc.assert(
    fc.property(manyEvents, (events) => {
      for (const { steps } of plansOf(afterEvents(events))) {
        const order = steps.map(({ kind }) => stepKinds.indexOf(kind));
        expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
        if (steps.length > 0) expect(steps.at(-1)?.kind).toBe('power-cycle');
      }
    }),
  );
});

test('whatever happened: no step without its evidence', () => {
  fc.assert(
    fc.property(manyEvents, (events) => {
      for (const { channel, device, steps } of plansOf(afterEvents(events))) {
        const { exists, holder, job } = channel.facts;
        const kinds = new Set(steps.map(({ kind }) => kind));
        if (kinds.has('cancel-job')) expect(job.value).not.toBeNull();
        if (kinds.has('stop-program')) expect(holder.value).toMatchObject({ process: { endedAt: null } });
        if (kinds.has('restart-service')) {
          expect(device.evidence.some(({ kind }) => kind === 'service')).toBe(true);
        }
        if (kinds.has('destroy-socket')) expect(exists.value).toBe(true);
        if (kinds.has('restart-device')) {
          expect(device.evidence.some(({ kind }) => kind === 'node')).toBe(true);
        }
        if (exists.value === false || device.presence === 'gone') expect(steps).toEqual([]);
      }
    }),
  );
});

const found: SessionEvent = {
  type: 'discovered',
  at: 1,
  discovery: { devices: [deviceNamed('a')], driverPackage: 'installed' },
  profiles: {},
};
const scanSocket: SessionEvent = {
  type: 'socket-looked-at',
  deviceId: 'a',
  hostSocket: 4,
  evidence: { kind: 'probe-pended', source: 'driver-answer', at: 2 },
};
const seen = (...pieces: Evidence[]): SessionEvent => ({
  type: 'observed',
  at: 3,
  deviceId: 'a',
  observations: pieces.map((evidence) => ({ hostSocket: null, evidence })),
  sources: [],
});
const held = (name: string, pid: number): Evidence => ({
  kind: 'process',
  source: 'processes',
  at: 3,
  process: { name, pid, endedAt: null, startedAt: '133' },
});
const service = (name: string, pid: number): Evidence => ({
  kind: 'service',
  source: 'windows-service',
  at: 3,
  service: { name, state: 'running', pid },
});
const node = dot4Node(3, { service: 'dot4', provider: 'HP' });
const plan = (elevated: boolean | null, ...pieces: Evidence[]) => {
  const state = afterEvents([found, scanSocket, seen(...pieces)]);
  const [one] = plansOf({ ...state, environment: { ...state.environment, mode: 'windows', elevated } });
  return Object.fromEntries(
    one?.steps.map(({ kind, target, availability }) => [kind, [target, availability]]) ?? [],
  );
};

describe('the holder', () => {
  test('is stopped when it is a program of its own', () => {
    expect(plan(true, held('hpscan.exe', 5))).toMatchObject({
      'stop-program': ['hpscan.exe (5)', { kind: 'by-unjam' }],
    });
  });
  test('is restarted as a service when it is one, by those who may', () => {
    const pieces = [held('svchost.exe', 9), service('stisvc', 9)];
    const steps = plan(true, ...pieces);
    expect(steps).toMatchObject({ 'restart-service': ['stisvc', { kind: 'by-unjam' }] });
    expect(steps).not.toHaveProperty('stop-program');
    expect(plan(false, ...pieces)).toMatchObject({
      'restart-service': ['stisvc', { kind: 'not-offered', because: 'not-elevated' }],
    });
  });
  test('of several services in one process, the customary client is restarted, else a person chooses', () => {
    const pieces = [held('svchost.exe', 9), service('Pml Driver HPZ12', 9), service('Net Driver HPZ12', 9)];
    const all = 'Pml Driver HPZ12, Net Driver HPZ12';
    expect(plan(true, ...pieces)).toMatchObject({ 'restart-service': [all, { kind: 'by-hand' }] });
    const message: SessionEvent = { ...scanSocket, hostSocket: 1 };
    const state = afterEvents([found, message, seen(...pieces)]);
    const restart = plansOf(state)[0]?.steps.find(({ kind }) => kind === 'restart-service');
    expect(restart).toMatchObject({ target: 'Pml Driver HPZ12', availability: { kind: 'by-unjam' } });
  });
  test('is left to a person when nobody tells when it started', () => {
    const unborn = { ...held('hpscan.exe', 5) };
    if (unborn.kind === 'process') unborn.process = { name: 'hpscan.exe', pid: 5, endedAt: null };
    expect(plan(true, unborn)).toMatchObject({ 'stop-program': ['hpscan.exe (5)', { kind: 'by-hand' }] });
  });
  test.each(['lsass.exe', 'CSRSS.exe', 'MsMpEng.exe', 'svchost.exe', 'explorer.exe', 'System'])(
    '%s is never to be stopped, whatever it holds',
    (name) => {
      expect(mayBeStopped(name)).toBe(false);
      expect(plan(true, held(name, 5))).not.toHaveProperty('stop-program');
    },
  );
});

describe('the job', () => {
  const printSocket: SessionEvent = { ...scanSocket, hostSocket: 2 };
  const jobOf = (id: number, ...states: JobState[]): Evidence => ({
    ...{ kind: 'job', source: 'spooler', at: 3 },
    job: {
      ...{
        kind: 'print',
        id,
        queue: 'LJ',
        document: `Document ${id}`,
        user: 'ann',
        pagesDone: 0,
        pagesTotal: 1,
      },
      ...{ inProgress: states.includes('printing'), states, submittedAt: '2026-01-05T08:00:00.000Z' },
    },
  });
  const cancel = (...jobs: Evidence[]) => {
    const [one] = plansOf(afterEvents([found, printSocket, seen(...jobs)]));
    return one?.steps.find(({ kind }) => kind === 'cancel-job');
  };

  test('that is cancelled is the one in progress; how many wait is said', () => {
    const step = cancel(jobOf(11), jobOf(14, 'printing'), jobOf(12));
    expect(step?.action).toMatchObject({ jobId: 14, submittedAt: '2026-01-05T08:00:00.000Z' });
    expect(step && stepWords(step).title).toBe('Delete print job 14 “Document 14” on LJ (2 more wait)');
  });
  test('that is being deleted is not cancelled once more', () => {
    expect(cancel(jobOf(11, 'printing', 'deleting'))).toMatchObject({
      ...{ availability: { kind: 'not-offered', because: 'being-deleted' }, action: null },
    });
  });
  test('that only waits is no reason to end it, nor the spooler: it has no channel', () => {
    const spooler = service('Spooler', 900);
    const planWith = (...states: JobState[]) =>
      plansOf(afterEvents([found, printSocket, seen(jobOf(11, ...states), spooler)]))[0]?.steps.map(
        ({ kind }) => kind,
      );
    expect(planWith('printing')).toEqual(expect.arrayContaining(['cancel-job', 'restart-service']));
    expect(planWith()).not.toEqual(expect.arrayContaining(['cancel-job']));
    expect(planWith()).not.toEqual(expect.arrayContaining(['restart-service']));
  });
  test('that is kept after printing is left alone', () => {
    expect(cancel(jobOf(11, 'printed', 'retained'))).toBeUndefined();
  });
});

test('what is not known to exist is not destroyed', () => {
  const state = afterEvents([found, scanSocket]);
  const [one] = plansOf(state);
  if (one === undefined) throw new Error('no channel was made');
  const channel = { ...one.channel, facts: { ...one.channel.facts, exists: unknownFact } };
  const steps = remedyPlan(channel, one.device, state.environment);
  expect(steps.map(({ kind }) => kind)).toEqual(['power-cycle']);
});

test('a soft reset is named and not offered: it was never seen to work on a DOT4 stack', () => {
  expect(plan(true, node)).toMatchObject({
    'destroy-socket': ['host socket 4', { kind: 'by-unjam' }],
    'soft-reset': ['Printer a', { kind: 'not-offered', because: 'unverified' }],
  });
});

test('every step has words for what it does, what it risks and how to see that it helped', () => {
  for (const kind of stepKinds) {
    const words = stepWords({ kind, target: 'it', availability: { kind: 'by-hand' }, action: null });
    for (const text of Object.values<string>({ ...words })) expect(text).not.toBe('');
  }
});

test('after a rung that did not help comes the next that is offered', () => {
  const state = afterEvents([found, scanSocket, seen(held('hpscan.exe', 5), node)]);
  const steps = plansOf(state)[0]?.steps ?? [];
  expect(rungAfter(steps, 'stop-program')).toBe('destroy-socket');
  expect(rungAfter(steps, 'restart-device')).toBe('power-cycle');
  expect(rungAfter(steps, 'power-cycle')).toBeNull();
});
