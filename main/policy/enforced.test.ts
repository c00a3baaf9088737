import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fault } from '#app/faults/fault.ts';
import type { OperationRequest } from '#app/operations/operation.ts';
import { policyFrom, policySteps } from '#app/policy/policy.ts';
import type { HeldPolicy, PolicyStep } from '#app/policy/policy.ts';
import type { ScenarioId } from '#app/practice/scenarios.ts';
import type { SessionState } from '#app/session/state.ts';
import { environment } from '#app/testing/stamped.ts';
import type { Simulator } from '#native';
import { createHandlers } from '../ipc/handlers.ts';
import { createRouter } from '../ipc/router.ts';
import { closeLeftOvers } from '../operations/left-overs.ts';
import { closeTarget, openBench, remedyRequest, temporaryFolder } from '../testing/bench.ts';
import { buildCli, builtFolder, unjam } from '../testing/cli.ts';
import { leaked, printing, programHeld, serviceHeld } from '../testing/places.ts';
import type { Place } from '../testing/places.ts';
import { openRunner } from '../testing/runner.ts';
import { windowActions } from '../testing/window-actions.ts';

// Each rule, over the window and the command line: what it forbids is refused by both, with the rule and whom to ask, and
// nothing is sent to a driver.

const contact = 'Helpdesk, 4711';
const policyOf = (values: Readonly<Record<string, unknown>>): HeldPolicy =>
  policyFrom({ contact, ...values }, { kind: 'file', place: 'policy.json' }, { isWindows: false });

const stuckPrint = { scenario: 'stuck-print', deviceId: 'sim-stuckprint-p2055d', hostSocket: 2 } as const;

/** Where each step of the ladder is offered. */
const ladder = [
  ['cancel-job', stuckPrint],
  ['stop-program', programHeld],
  ['restart-service', serviceHeld],
  ['destroy-socket', leaked],
  ['restart-device', leaked],
  ['power-cycle', leaked],
] as const;

interface Asked {
  readonly name: string;
  readonly step: PolicyStep;
  readonly place: Place;
  /** What the window asks main for; whoever sees the row now gives the yes. */
  readonly request: (state: SessionState) => OperationRequest;
  /** The same on the command line; null: the command line has no such command. */
  readonly args: string | null;
}

const rowOf = (state: SessionState, { deviceId, hostSocket }: Place) => {
  const row = Object.values(state.channels).find(
    (channel) => channel.deviceId === deviceId && channel.hostSocket === hostSocket,
  );
  if (row === undefined) throw new Error(`no row ${hostSocket}`);
  return row;
};
const at = ({ scenario, deviceId }: Place): string => `--simulate ${scenario} --device ${deviceId}`;
const socketAt = (place: Place): string => `${at(place)} --socket ${place.hostSocket}`;

const closing = (name: string, place: Place, overJob = false): Asked => ({
  name,
  step: 'destroy-socket',
  place,
  request: (state) => ({
    kind: 'close',
    deviceId: place.deviceId,
    targets: [closeTarget(state, place.deviceId, place.hostSocket, { overJob })],
  }),
  args: `destroy ${socketAt(place)} --yes${overJob ? ' --force' : ''}`,
});

const { deviceId } = leaked;
const asked: readonly Asked[] = [
  closing('close', leaked),
  {
    ...{ name: 'scan', step: 'scan', place: leaked, args: `list ${at(leaked)} --scan` },
    request: () => ({ kind: 'scan', deviceId }),
  },
  {
    ...{ name: 'measure', step: 'measure', place: leaked, args: `calibrate ${at(leaked)} --yes` },
    request: () => ({ kind: 'measure', deviceId }),
  },
  {
    ...{ name: 'probe', step: 'probe', place: leaked, args: `probe ${at(leaked)} --yes` },
    request: () => ({ kind: 'probe', deviceId, open: false }),
  },
  {
    ...{ name: 'trial', step: 'trial', place: leaked, args: null },
    request: () => ({ kind: 'trial', deviceId, service: 'HP-MESSAGE' }),
  },
  ...ladder.map(([step, place]): Asked => ({
    ...{ name: `step ${step}`, step, place },
    request: (state) => remedyRequest(state, rowOf(state, place), step),
    args: `remedy ${socketAt(place)} --step ${step} --yes`,
  })),
];

const own = { webContentsId: 1, isMainFrame: true, frameUrl: 'app://unjam/index.html' };

/** The real services and the real router under a policy, with the row of a place in the table. */
const opened = async (
  policy: HeldPolicy,
  {
    scenario,
    deviceId: id,
    hostSocket,
  }: Omit<Place, 'scenario'> & {
    readonly scenario: ScenarioId | ((world: Simulator['controls']['world']) => void);
  },
) => {
  const bench = openBench(scenario, temporaryFolder(), { policy });
  const { services, run } = bench;
  await run(services.devices.refresh());
  const looked = await run(services.lookAtChannel(id, hostSocket));
  if (!looked.ok) throw new Error(looked.fault.kind);
  const log = { warn: () => undefined, error: () => undefined };
  const practised: unknown[] = [];
  const practise = (chosen: ScenarioId): Promise<void> => Promise.resolve(void practised.push(chosen));
  const route = createRouter(createHandlers(services, windowActions(bench.auditFile, { practise })), {
    trustedWindow: () => ({ webContentsId: 1, protocol: 'app:', host: 'unjam' }),
    log,
    flush: () => undefined,
    checksAnswers: true,
  });
  return { ...bench, practised, ask: (call: string, payload: unknown) => route(own, call, payload) };
};

/** How the operation that was asked for last ended. */
const lastFault = (state: SessionState): Fault | null => {
  const last = Object.values(state.operations).at(-1);
  const outcome = last?.kind === 'close' ? last.closings[0]?.outcome : last?.outcome;
  return outcome?.kind === 'failed' ? outcome.fault : null;
};

buildCli();

/** The built command line, with a policy beside it. */
const unjamUnder = async (policy: unknown, args: string) => {
  const place = join(builtFolder, 'policy.json');
  writeFileSync(place, typeof policy === 'string' ? policy : JSON.stringify(policy), { mode: 0o644 });
  const data = join(temporaryFolder(), 'data');
  return { ...(await unjam(args, data)), place, isRecorded: existsSync(data) };
};

interface Row {
  readonly policy: Readonly<Record<string, unknown>>;
  readonly asked: Asked;
  readonly fault: Readonly<Record<string, unknown>>;
}

const allBut = (step: PolicyStep): PolicyStep[] => policySteps.filter((one) => one !== step);
const rows: readonly Row[] = [
  ...asked
    .filter(({ step }) => step !== 'scan')
    .flatMap((one): Row[] => [
      { policy: { lookOnly: true }, asked: one, fault: { rule: 'lookOnly', what: one.step } },
      { policy: { unknown: 1 }, asked: one, fault: { rule: 'broken', what: one.step } },
    ]),
  ...asked.map((one): Row => ({
    policy: { allowedSteps: allBut(one.step) },
    asked: one,
    fault: { rule: 'allowedSteps', what: one.step },
  })),
  {
    policy: { overJob: 'never' },
    asked: closing('close over a job, with the express yes', printing, true),
    fault: { rule: 'overJob' },
  },
  ...(['suspect', 'stuck'] as const).map((minimumEvidence): Row => ({
    policy: { minimumEvidence },
    // a service has it, which is no sign
    asked: closing('close what a service holds', serviceHeld),
    fault: { rule: 'minimumEvidence', what: minimumEvidence },
  })),
  {
    policy: { minimumEvidence: 'stuck' },
    asked: closing('close what is suspect', leaked),
    fault: { rule: 'minimumEvidence', what: 'stuck' },
  },
  ...ladder
    .filter(([, place]) => place === serviceHeld)
    .flatMap(([step]) => asked.filter(({ name }) => name === `step ${step}`))
    .map((one): Row => ({
      policy: { minimumEvidence: 'stuck' },
      asked: one,
      fault: { rule: 'minimumEvidence', what: 'stuck' },
    })),
];
const table = rows.map((row) => [JSON.stringify(row.policy), row.asked.name, row] as const);

describe('the window', () => {
  test.each(table)(
    '%s: %s is refused',
    async (_policy, _name, { policy, asked: { request, place }, fault }) => {
      const bench = await opened(policyOf(policy), place);
      const before = bench.simulator.controls.counters(place.deviceId).sent;
      const { operations } = bench.services.session.state;
      const answer = await bench.ask('operation.start', request(bench.services.session.state));
      expect(answer).toEqual({
        ok: false,
        fault: expect.objectContaining({
          kind: 'policy-forbids',
          place: 'policy.json',
          contact,
          ...fault,
        }) as Fault,
      });
      expect(bench.services.session.state.operations).toBe(operations);
      expect(bench.simulator.controls.counters(place.deviceId).sent).toEqual(before);
      expect(existsSync(bench.auditFile)).toBe(false);
    },
  );

  test.each(asked.map((one) => [one.name, one] as const))(
    'without a policy, %s begins',
    async (_name, one) => {
      const bench = await opened(policyOf({}), one.place);
      const started = await bench.ask('operation.start', one.request(bench.services.session.state));
      expect(started).toMatchObject({ ok: true });
    },
  );

  test('look only: a scan is a look', async () => {
    const bench = await opened(policyOf({ lookOnly: true }), leaked);
    expect(await bench.scan(leaked.deviceId)).toMatchObject({ ok: true, value: { found: 1 } });
  });

  test('simulated printers are not opened where they are forbidden', async () => {
    const bench = await opened(policyOf({ simulator: false }), leaked);
    const practise = () => bench.ask('practice.start', { scenario: 'full' });
    expect(await practise()).toMatchObject({
      ok: false,
      fault: { kind: 'policy-forbids', rule: 'simulator' },
    });
    expect(bench.practised).toEqual([]);
    const allowed = await opened(policyOf({ simulator: true }), leaked);
    expect(await allowed.ask('practice.start', { scenario: 'full' })).toMatchObject({ ok: true });
    expect(allowed.practised).toEqual(['full']);
  });

  test('a policy that cannot be used is a notice, with what is wrong', async () => {
    const bench = await opened(policyOf({ lookOnyl: true }), leaked);
    expect(Object.values(bench.services.session.state.notices)).toMatchObject([
      { fault: { kind: 'policy-broken', problems: [{ kind: 'unknown-field', what: 'lookOnyl' }], contact } },
    ]);
  });
});

describe('in the turn, after the fresh look', () => {
  test('a job in progress ends the close, though nobody asked to cut it off', async () => {
    const bench = await opened(policyOf({ overJob: 'never' }), printing);
    const answer = await bench.ask(
      'operation.start',
      closing('', printing).request(bench.services.session.state),
    );
    expect(answer).toMatchObject({ ok: true });
    await bench.run(bench.services.operations.stop());
    expect(lastFault(bench.services.session.state)).toMatchObject({
      kind: 'policy-forbids',
      rule: 'overJob',
    });
    expect(bench.simulator.controls.counters(printing.deviceId).sent.DESTROY_SOCKET).toBe(0);
    expect(bench.audit().map(({ record }) => record)).toEqual(['outcome']);
  });

  test('the same of a step that would stop every job of the device', async () => {
    const bench = await opened(policyOf({ overJob: 'never' }), printing);
    const { state } = bench.services.session;
    const request = remedyRequest(state, rowOf(state, printing), 'restart-device');
    expect((await bench.perform<'remedy'>(request)).outcome).toMatchObject({
      kind: 'failed',
      fault: { kind: 'policy-forbids', rule: 'overJob' },
    });
    expect(existsSync(bench.auditFile)).toBe(false);
  });

  test('evidence that has gone by then ends it, whatever was confirmed', async () => {
    const build = (world: Simulator['controls']['world']): void => {
      world.addPrinter({ id: 'sim-one', name: 'HP LaserJet M1522nf MFP' });
      const program = world.startProgram('ScanToPC.exe');
      program.createSocket('sim-one', 'HP-SCAN');
      program.die();
    };
    const place = { scenario: build, deviceId: 'sim-one', hostSocket: 4 };
    const bench = await opened(policyOf({ minimumEvidence: 'suspect' }), place);
    const program = bench.simulator.controls.world.startProgram('ScanToPC.exe');
    program.open('sim-one');
    const holder = { ...program.identity, startedAt: String(program.startedAt) };
    const { confirmed } = closeTarget(bench.services.session.state, 'sim-one', 4);
    // a window that claims to have shown the program, and no grounds
    const claimed = { ...confirmed, holders: [holder], suspicion: { level: 'none' as const, rule: null } };
    const closed = await bench.close('sim-one', 4, { confirmed: claimed });
    expect(closed.outcome).toMatchObject({
      kind: 'failed',
      fault: { kind: 'policy-forbids', rule: 'minimumEvidence', what: 'suspect' },
    });
    expect(closed.sent).toBe(false);
  });

  test('of several, those with enough evidence are closed and the others are not', async () => {
    const build = (world: Simulator['controls']['world']): void => {
      world.addPrinter({
        id: 'sim-one',
        name: 'HP LaserJet M1522nf MFP',
        personality: { creatorEnds: 'leaks' },
      });
      const ended = world.startProgram('ScanToPC.exe');
      ended.createSocket('sim-one', 'HP-SCAN');
      ended.createSocket('sim-one', 'HP-MESSAGE');
      ended.die();
    };
    const bench = await opened(policyOf({ minimumEvidence: 'suspect' }), {
      scenario: build,
      deviceId: 'sim-one',
      hostSocket: 4,
    });
    const { session } = bench.services;
    const { closings } = await bench.perform<'close'>({
      kind: 'close',
      deviceId: 'sim-one',
      // of the second there is no row: nothing is known of it
      targets: [closeTarget(session.state, 'sim-one', 4), closeTarget(session.state, 'sim-one', 1)],
    });
    expect(closings.map(({ outcome }) => outcome)).toMatchObject([
      { kind: 'freed' },
      { kind: 'failed', fault: { kind: 'policy-forbids', rule: 'minimumEvidence' } },
    ]);
    expect(bench.simulator.controls.counters('sim-one').sent.DESTROY_SOCKET).toBe(1);
  });
});

test('what an earlier Unjam left behind is not closed either', async () => {
  const runner = await openRunner(
    (world) => {
      world.addPrinter({ id: 'sim-one', name: 'HP LaserJet M1522nf MFP' });
      const ours = world.startProgram('Unjam.exe', 4);
      ours.createSocket('sim-one', 'ECHO');
      ours.die();
    },
    async (run, parts) => {
      const device = parts.session.state.devices['sim-one'];
      if (device === undefined) throw new Error('no device');
      const none = { made: () => undefined, gone: () => undefined, take: () => true };
      const closed = await closeLeftOvers(parts, run, device, { ...none, stillOurs: () => [4] });
      expect(closed).toEqual([]);
      return { kind: 'failed', fault: { kind: 'not-confirmed' } };
    },
  );
  const policy = policyOf({ allowedSteps: allBut('destroy-socket') });
  runner.session.dispatch({ type: 'environment', environment: { ...environment, policy } });
  const started = runner.operations.start<'measure'>({ kind: 'measure', deviceId: 'sim-one' });
  if (!started.ok) throw new Error(started.fault.kind);
  await runner.clock.runUntil(started.value.ended);
  expect(runner.simulator.controls.counters('sim-one').sent.DESTROY_SOCKET).toBe(0);
  expect(runner.records).toMatchObject([
    { record: 'outcome', request: null, outcome: { fault: { rule: 'allowedSteps' } } },
  ]);
});

describe('the command line', { timeout: 60_000 }, () => {
  const rowsOfIt = table.flatMap(([policy, name, row]) =>
    row.asked.args === null ? [] : [[policy, name, row.asked.args, row] as const],
  );
  test.each(rowsOfIt)('%s: %s is refused', async (_policy, _name, args, { policy, fault }) => {
    const json = await unjamUnder({ contact, ...policy }, `${args} --json`);
    const said = JSON.parse(json.stdout) as { fault: Record<string, unknown> };
    expect([json.code, said.fault['kind']]).toEqual([10, 'policy-forbids']);
    expect(said.fault).toMatchObject({ ...fault, contact, place: json.place });
    expect(json.isRecorded).toBe(false);
  });

  test('a refusal names the rule, the file and whom to ask', async () => {
    const { code, stderr, place } = await unjamUnder(
      { lookOnly: true, contact },
      `destroy ${socketAt(leaked)} --yes`,
    );
    expect(code).toBe(10);
    expect(stderr).toContain('Forbidden by policy: look only.');
    expect(stderr).toContain(`${place}, lookOnly`);
    expect(stderr).toContain(`Ask ${contact}.`);
  });

  test('simulated printers are refused', async () => {
    const { code, stdout } = await unjamUnder({ simulator: false }, 'devices --simulate office --json');
    expect(code).toBe(10);
    expect(JSON.parse(stdout)).toMatchObject({ fault: { rule: 'simulator', contact: null } });
  });

  test('fix is refused before anybody is asked, where no step of its own is allowed', async () => {
    const fix = 'fix --simulate office --suspect';
    for (const [policy, rule] of [
      [{ lookOnly: true, contact }, 'lookOnly'],
      [{ allowedSteps: allBut('destroy-socket'), contact }, 'allowedSteps'],
      [{ minimumEvidence: 'stuck', contact }, 'minimumEvidence'],
    ] as const) {
      const { code, stdout } = await unjamUnder(policy, `${fix} --json`);
      expect([code, (JSON.parse(stdout) as { fault: object }).fault]).toMatchObject([10, { rule, contact }]);
    }
    const other = await unjamUnder(
      { allowedSteps: allBut('destroy-socket') },
      `${fix} --yes --steps destroy-socket,restart-device`,
    );
    // what is allowed is done
    expect(other.stdout).toContain('Forbidden by policy');
    expect(other.code).toBe(0);
  });

  test('the ladder says which step is forbidden and whom to ask', async () => {
    const { code, stdout } = await unjamUnder(
      { allowedSteps: allBut('destroy-socket'), contact },
      `remedy ${socketAt(leaked)}`,
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /Close channel \(host socket 4\) – the policy of this computer forbids it .*ask Helpdesk, 4711\./,
    );
  });

  test('policy shows each rule, and where it stands', async () => {
    const { code, stdout, place } = await unjamUnder({ minimumEvidence: 'stuck', contact }, 'policy');
    expect(code).toBe(0);
    expect(stdout).toContain(place);
    expect(stdout).toMatch(/^minimumEvidence .*stuck +policy$/m);
    expect(stdout).toMatch(/^overJob .*with-yes +default$/m);
    const { stdout: json } = await unjamUnder({ minimumEvidence: 'stuck' }, 'policy --json');
    expect(JSON.parse(json)).toMatchObject({
      source: { kind: 'file' },
      rules: { minimumEvidence: 'stuck', lookOnly: false },
      set: ['minimumEvidence'],
      fault: null,
    });
  });

  test('policy says what is wrong with one that cannot be used, and a look says it, too', async () => {
    const policy = await unjamUnder('{ "lookOnly": fal', 'policy --json');
    expect(policy.code).toBe(1);
    expect(JSON.parse(policy.stdout)).toMatchObject({
      rules: { lookOnly: true },
      fault: { kind: 'policy-broken', problems: [{ kind: 'not-json' }] },
    });
    const devices = await unjamUnder('{ "lookOnly": fal', 'devices --simulate office');
    expect(devices.code).toBe(0);
    expect(devices.stderr).toContain('The policy of this computer cannot be used.');
  });
});
