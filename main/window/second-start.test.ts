import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { lastOf } from '#app/operations/history.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import { environment } from '#app/testing/stamped.ts';
import { createSimulator } from '#native';
import { createVirtualClock } from '#native/testing.ts';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import { createAuditTrail } from '../audit/audit-trail.ts';
import { createSessionHost } from '../session/session-host.ts';
import type { Chosen } from '../session/session-host.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { answerSecondStart } from './second-start.ts';
import { keepSecondStarts } from './second-starts.ts';

const device = 'sim-m1522nf';

const opened = async () => {
  const clock = createVirtualClock();
  const folder = temporaryFolder();
  const logged: string[] = [];
  const log = { warn: (text: string) => logged.push(text), error: (text: string) => logged.push(text) };
  const simulated = (scenario: string): Chosen => ({
    driver: createSimulator({ scenario: scenario as ScenarioId, clock }),
    environment: { ...environment, scenario },
    clock,
  });
  const auditOf = () => createAuditTrail(join(folder, 'audit.jsonl'));
  const host = createSessionHost(
    { dataFolder: folder, program: 'window', log, clock, auditOf, publish: () => undefined },
    simulated('office'),
  );
  /** Virtual time moves, and what waits for a real disk is given real time, until this holds. */
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) {
      await clock.advance(1);
      await new Promise((next) => setImmediate(next));
    }
  };
  onTestFinished(async () => {
    let isClosed = false;
    void host.close().then(() => (isClosed = true));
    await until(() => isClosed);
  });
  await clock.advance(200);
  const app = new EventEmitter();
  const answerFrom = keepSecondStarts(app);
  const comeToFront = vi.fn();
  const choose = vi.fn((scenario: string) =>
    Promise.resolve(
      scenario === 'office' || scenario === 'full'
        ? ok(simulated(scenario))
        : fail<Fault>({ kind: 'unknown-scenario', scenario, known: [] }),
    ),
  );
  const state = () => host.services.session.state;
  return {
    ...{ host, logged, until, comeToFront, choose, state },
    open: () =>
      answerFrom((passedOn) => void answerSecondStart({ host, log, comeToFront, choose }, passedOn)),
    again: (passedOn: unknown) => void app.emit('second-instance', {}, [], '/', passedOn),
    notices: () => Object.values(state().notices).map(({ fault }) => fault),
  };
};

test('a second start that asks for nothing brings the window to the front', async () => {
  const { open, again, comeToFront, state } = await opened();
  open();
  const before = state();
  again({ scenario: null, scan: false });
  expect(comeToFront).toHaveBeenCalledTimes(1);
  expect(state()).toBe(before);
});

test('a scan is carried out, also where it was asked before there was a window', async () => {
  const { open, again, until, state } = await opened();
  again({ scenario: null, scan: true });
  open();
  await until(() => lastOf(state().operations, 'scan', device)?.outcome?.kind === 'done');
});

test('a scenario is opened, and scanned if that is asked, too; the same one stays as it is', async () => {
  const { open, again, until, state, choose } = await opened();
  open();
  again({ scenario: 'full', scan: true });
  await until(() => state().environment.scenario === 'full');
  await until(() => Object.values(state().operations).some(({ endedAt }) => endedAt !== null));
  again({ scenario: 'full', scan: false });
  await until(() => true);
  expect(choose).toHaveBeenCalledTimes(1);
});

test('what runs is not cut off by another start: the window says so', async () => {
  const { open, again, until, host, state, notices, choose } = await opened();
  open();
  host.services.operations.start({ kind: 'scan', deviceId: device });
  again({ scenario: 'full', scan: false });
  await until(() => notices().length > 0);
  expect(notices()).toEqual([{ kind: 'busy', deviceId: device, operation: 'scan' }]);
  expect(choose).not.toHaveBeenCalled();
  expect(state().environment.scenario).toBe('office');
});

test('what cannot be done is said in the window', async () => {
  const { open, again, until, notices } = await opened();
  open();
  again({ scenario: 'nowhere', scan: true });
  await until(() => notices().length > 0);
  expect(notices()).toMatchObject([{ kind: 'unknown-scenario', scenario: 'nowhere' }]);
});

test.each([
  [null],
  ['--scan'],
  [{ scan: true }],
  [{ scenario: 7, scan: true }],
  [{ scenario: null, scan: true, screenshot: '/etc/passwd' }],
])('%o is not understood, and only brings the window to the front', async (passedOn) => {
  const { open, again, comeToFront, logged, state } = await opened();
  open();
  const before = state();
  again(passedOn);
  expect(comeToFront).toHaveBeenCalledTimes(1);
  expect(logged).toEqual(['second start: what it passed on is not understood']);
  expect(state()).toBe(before);
});
