import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import { applyDelta } from '#app/session/delta.ts';
import type { NumberedDelta } from '#app/session/delta.ts';
import { environment } from '#app/testing/stamped.ts';
import { createSimulator, createVirtualClock } from '#native';
import { createAuditTrail } from '../audit/audit-trail.ts';
import type { Services } from '../services.ts';
import { auditRecords, closeTarget, temporaryFolder } from '../testing/bench.ts';
import { createSessionHost } from './session-host.ts';
import type { Chosen } from './session-host.ts';

const opened = async (first: ScenarioId) => {
  const clock = createVirtualClock();
  const folder = temporaryFolder();
  const auditFile = join(folder, 'audit.jsonl');
  const published: NumberedDelta[] = [];
  const replaced: Services[] = [];
  const logged: string[] = [];
  const log = { warn: (text: string) => logged.push(text), error: (text: string) => logged.push(text) };
  const choose = (scenario: ScenarioId): Chosen => ({
    driver: createSimulator({ scenario, clock }),
    environment: { ...environment, scenario },
    clock,
  });
  const host = createSessionHost(
    {
      ...{ dataFolder: folder, program: 'window', log },
      auditOf: () => createAuditTrail(auditFile),
      publish: (delta) => published.push(delta),
      onReplaced: (services) => replaced.push(services),
    },
    choose(first),
  );
  onTestFinished(() => host.close());
  /** Virtual time moves until it is done; what waits for a real disk is given real time. */
  const run = async <T>(promise: Promise<T>): Promise<T> => {
    const settled = { yet: false };
    const mark = (): void => void (settled.yet = true);
    promise.then(mark, mark);
    while (!settled.yet) {
      await clock.advance(1);
      await new Promise((next) => setImmediate(next));
    }
    return promise;
  };
  await clock.advance(200);
  const replace = (scenario: ScenarioId) => run(host.replace(() => Promise.resolve(choose(scenario))));
  return { clock, host, published, replaced, logged, auditFile, run, replace };
};

const hasIntent = (path: string): boolean =>
  existsSync(path) && auditRecords(path).some(({ record }) => record === 'intent');

const untilBegun = async (path: string): Promise<void> => {
  while (!hasIntent(path)) await new Promise((next) => setImmediate(next));
};

test('another scenario takes the place of the one before', async () => {
  const { clock, host, replaced, replace, logged } = await opened('office');
  const before = host.services;
  expect(Object.keys(before.session.state.devices)).toHaveLength(3);
  await replace('unwell');
  await clock.advance(200);
  expect(replaced).toEqual([host.services]);
  expect(host.services).not.toBe(before);
  const { environment: now, devices } = host.services.session.state;
  expect(now.scenario).toBe('unwell');
  expect(Object.keys(devices)).toEqual(['sim-twoqueues-3050', 'sim-stopped-3390']);
  expect(logged).toEqual([]);
});

test('the window sees a gap in the revisions, asks anew, and can go on from there', async () => {
  const { clock, host, published, replace } = await opened('office');
  const last = host.services.publisher.snapshot();
  await replace('full');
  const gap = published.find(({ revision }) => revision > last.revision);
  expect(gap).toEqual({ revision: last.revision + 2, delta: {} });
  const snapshot = host.services.publisher.snapshot();
  const after = published.length;
  await clock.advance(3_000);
  const state = published.slice(after).reduce((so, { delta }) => applyDelta(so, delta), snapshot.state);
  expect(published.slice(after).map(({ revision }) => revision)).toEqual(
    published.slice(after).map((_delta, index) => snapshot.revision + 1 + index),
  );
  expect(state).toEqual(host.services.publisher.snapshot().state);
});

test('a teardown that is under way has its outcome on disk first; nothing of before is published later', async () => {
  const { host, run, replace, published, auditFile } = await opened('office');
  const { services } = host;
  const deviceId = 'sim-m1522nf';
  const scan = services.operations.start<'scan'>({ kind: 'scan', deviceId });
  await run(scan.ok ? scan.value.ended : Promise.reject(new Error(scan.fault.kind)));
  const targets = [closeTarget(services.session.state, deviceId, 4)];
  const closing = services.operations.start<'close'>({ kind: 'close', deviceId, targets });
  await run(untilBegun(auditFile));
  await replace('empty');
  await run(closing.ok ? closing.value.ended : Promise.reject(new Error(closing.fault.kind)));
  const records = auditRecords(auditFile).map(({ record }) => record);
  expect(records.filter((record) => !record.startsWith('scan-'))).toEqual(['intent', 'outcome']);
  const count = published.length;
  services.session.dispatch({ type: 'swept' });
  services.publisher.flush();
  expect(published.slice(count).every(({ delta }) => delta.channels === undefined)).toBe(true);
});

test('rate and pause stay as they were chosen', async () => {
  const { host, replace } = await opened('office');
  const updates = { rateMs: 5_000, isPaused: true } as const;
  host.services.session.dispatch({ type: 'updates-set', updates });
  await replace('full');
  expect(host.services.session.state.updates).toEqual(updates);
});

test('replaced twice at once: one after the other, the last one stays', async () => {
  const { host, replace } = await opened('office');
  await Promise.all([replace('full'), replace('unwell')]);
  expect(host.services.session.state.environment.scenario).toBe('unwell');
});
