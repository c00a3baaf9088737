import fc from 'fast-check';
import type { Device, Discovery } from '../dot4/device.ts';
import { knownNtStatuses, ntStatus } from '../dot4/ntstatus.ts';
import { notMeasured } from '../dot4/profile.ts';
import { serviceStates } from '../evidence/evidence.ts';
import type { Evidence, Observation } from '../evidence/evidence.ts';
import { looked, notLooked } from '../evidence/source-report.ts';
import type { SourceReport } from '../evidence/source-report.ts';
import { findStepNames, waitingSteps } from '../operations/find-steps.ts';
import type { FindStep } from '../operations/find-steps.ts';
import { operationStages } from '../operations/operation.ts';
import type { Operation } from '../operations/operation.ts';
import type { Ended, Profiles, SessionEvent } from '../session/event.ts';
import { channelKey } from '../session/state.ts';
import { rates } from '../settings/settings.ts';
import type { Outcome } from '../teardown/outcome.ts';
import { complaints } from '../verdict/complaints.ts';

export const deviceNamed = (id: string): Device => ({
  id,
  name: `Printer ${id}`,
  instanceId: `DOT4\\TEST\\${id}`,
  printerId: id,
  setupClass: 'Dot4',
  interfaces: [],
  driver: { service: null, provider: null, version: null },
  arrivedAt: null,
  problemCode: null,
});

/** A well device node on a port of DOT4. */
export const dot4Node = (
  at: number,
  driver: { readonly service: string | null; readonly provider: string | null },
): Evidence => ({
  ...{ kind: 'node', source: 'device-node', at },
  node: { setupClass: 'Dot4', ...driver, version: null, date: null, problemCode: 0, port: 'DOT4_001' },
});

const deviceIds = ['a', 'b'];
const sockets = [1, 2, 4];
const deviceId = fc.constantFrom(...deviceIds);
const hostSocket = fc.constantFrom(...sockets);
const at = fc.integer({ min: 0, max: 20_000 });
const status = fc.constantFrom(...knownNtStatuses);

const probe: fc.Arbitrary<Evidence> = fc.oneof(
  fc.record({
    kind: fc.constant('probe-pended' as const),
    source: fc.constant('driver-answer' as const),
    at,
  }),
  fc.record({
    kind: fc.constant('probe-refused' as const),
    source: fc.constant('driver-answer' as const),
    at,
    ntstatus: status,
  }),
  fc.record({
    kind: fc.constant('probe-caught-channel' as const),
    source: fc.constant('driver-answer' as const),
    at,
    closedAgain: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('probe-unclear' as const),
    source: fc.constant('driver-answer' as const),
    at,
    ntstatus: fc.constant(null),
  }),
);

const answer: fc.Arbitrary<Evidence> = fc.oneof(
  { weight: 3, arbitrary: probe },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('destroy-answered' as const),
      source: fc.constant('driver-answer' as const),
      at,
      ntstatus: fc.constantFrom(ntStatus('STATUS_SUCCESS'), ntStatus('STATUS_DEVICE_BUSY')),
    }),
  },
);

/** A channel of our own, as a trial reports it. */
const own: fc.Arbitrary<Evidence> = fc.oneof(
  fc.record({
    kind: fc.constant('own-channel' as const),
    source: fc.constant('made-by-us' as const),
    at,
    service: fc.constant('ECHO'),
    peripheralSocket: fc.constant(6),
  }),
  fc.record({
    kind: fc.constantFrom('own-channel-ended', 'own-channel-left', 'own-channel-lost'),
    source: fc.constant('made-by-us' as const),
    at,
  }),
);

const serviceProbe: fc.Arbitrary<Evidence> = fc.oneof(
  fc.record({
    kind: fc.constant('service-probed' as const),
    source: fc.constant('driver-answer' as const),
    at,
    service: fc.constantFrom('PRINT', 'HP-SCAN'),
    known: fc.constantFrom('known' as const, 'unknown' as const, 'unclear' as const),
    ntstatus: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant('channel-probed' as const),
    source: fc.constant('driver-answer' as const),
    at,
    service: fc.constantFrom('PRINT', 'HP-SCAN'),
    use: fc.constantFrom('in-use' as const, 'free' as const, 'unclear' as const),
    ntstatus: fc.constant(null),
  }),
);

const job: fc.Arbitrary<Evidence> = fc.record({
  kind: fc.constant('job' as const),
  source: fc.constant('spooler' as const),
  at,
  job: fc.record({
    kind: fc.constant('print' as const),
    id: fc.integer({ min: 1, max: 2 }),
    queue: fc.constant('queue'),
    document: fc.constant(null),
    user: fc.constant(null),
    pagesDone: fc.constant(1),
    pagesTotal: fc.constant(2),
    inProgress: fc.boolean(),
  }),
});

const process: fc.Arbitrary<Evidence> = fc.record({
  kind: fc.constant('process' as const),
  source: fc.constant('processes' as const),
  at,
  process: fc.record({
    name: fc.constant('scan.exe'),
    pid: fc.integer({ min: 1, max: 2 }),
    endedAt: fc.option(at),
  }),
});

const counted: fc.Arbitrary<Evidence> = fc.record({
  kind: fc.constant('holders-counted' as const),
  source: fc.constant('processes' as const),
  at,
  holders: fc.nat(1),
});

const service: fc.Arbitrary<Evidence> = fc.record({
  kind: fc.constant('service' as const),
  source: fc.constant('windows-service' as const),
  at,
  service: fc.record({
    name: fc.constantFrom('Pml Driver HPZ12', 'Spooler'),
    state: fc.constantFrom(...serviceStates),
    pid: fc.option(fc.integer({ min: 1, max: 2 })),
  }),
});

const node: fc.Arbitrary<Evidence> = fc.record({
  kind: fc.constant('node' as const),
  source: fc.constant('device-node' as const),
  at,
  node: fc.record({
    setupClass: fc.constant('Dot4'),
    service: fc.constant(null),
    provider: fc.constant(null),
    version: fc.constant(null),
    date: fc.constant(null),
    problemCode: fc.constant(0),
    port: fc.constantFrom(null, 'DOT4_001'),
  }),
});

const observation: fc.Arbitrary<Observation> = fc.oneof(
  fc.record({ hostSocket, evidence: job }),
  fc.record({ hostSocket: fc.constant(null), evidence: fc.oneof(process, counted, service, node) }),
);

const report: fc.Arbitrary<SourceReport> = fc.oneof(
  at.map((time) => looked('processes', time, ['kernel-clients'])),
  at.map((time) => notLooked('processes', time, 'deadline')),
);

const success = { code: 0, name: 'STATUS_SUCCESS' };
const outcome: fc.Arbitrary<Outcome> = fc.constantFrom<Outcome>(
  { kind: 'freed', ntstatus: success },
  { kind: 'already-gone', ntstatus: success, told: 'by-probe' },
  { kind: 'unconfirmed', ntstatus: success, because: 'not-measured' },
  { kind: 'failed', fault: { kind: 'device-gone', deviceId: 'a' } },
);

/** Now and then a device has come back between two looks. */
const discovery: fc.Arbitrary<Discovery> = fc
  .tuple(fc.subarray(deviceIds), fc.constantFrom(null, null, null, 1, 2))
  .map(([ids, arrivedAt]) => ({
    devices: ids.map((one) => ({ ...deviceNamed(one), arrivedAt })),
    driverPackage: 'installed',
  }));

/** Operations as the runner begins them; ids meet each other, and so do those that end. */
const id = fc.integer({ min: 1, max: 4 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    kind: fc.constant('close' as const),
    ...common(),
    around: fc.constant<Evidence[]>([]),
    closings: fc.uniqueArray(
      fc
        .record({
          hostSocket,
          generation: fc.integer({ min: 1, max: 3 }),
          deviceId,
        })
        .map(({ deviceId: device, ...target }) => ({
          ...target,
          key: channelKey(device, target.hostSocket, target.generation),
          service: null,
          before: null,
          outcome: null,
          sent: false,
          ntstatus: null,
          evidence: [],
        })),
      { minLength: 1, selector: (closing) => closing.hostSocket },
    ),
  }),
  fc.record({ kind: fc.constant('scan' as const), ...common(), outcome: fc.constant(null) }),
  fc.record({
    kind: fc.constant('find' as const),
    ...common(),
    complaint: fc.constantFrom(...complaints),
    steps: fc.constant<FindStep[]>([...waitingSteps]),
    outcome: fc.constant(null),
  }),
);

function common() {
  return {
    id,
    deviceId,
    deviceName: fc.constant('Printer'),
    startedAt: at,
    endedAt: fc.constant(null),
    stage: fc.constant('waiting' as const),
    progress: fc.constant(null),
    isCancelled: fc.constant(false),
    isDismissed: fc.constant(false),
    answer: fc.constant(null),
    partOf: fc.constant(null),
  };
}

const ended: fc.Arbitrary<Ended> = fc.oneof(
  fc.constant({ kind: 'close' as const }),
  fc.constant({ kind: 'failed' as const, fault: { kind: 'device-gone' as const, deviceId: 'a' } }),
  fc.constant({
    kind: 'scan' as const,
    outcome: {
      kind: 'done' as const,
      report: { found: 1, unclear: 0, caughtChannels: 0, stillOpenChannels: 0 },
    },
  }),
);

const profiles: fc.Arbitrary<Profiles> = fc.dictionary(
  deviceId,
  fc.constantFrom(notMeasured, { ...notMeasured, foreignDestroy: 'refused' as const }),
);

/** Any event a session may meet, on few devices and sockets so that they meet each other. */
export const anyEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.record({
    type: fc.constant('discovered' as const),
    at,
    discovery,
    profiles,
  }),
  fc.record({ type: fc.constant('profiles-read' as const), profiles }),
  fc.record({ type: fc.constant('device-left' as const), at, deviceId }),
  fc.record({
    type: fc.constant('observed' as const),
    at,
    deviceId,
    observations: fc.array(observation),
    sources: fc.array(report),
  }),
  fc.record({ type: fc.constant('socket-looked-at' as const), deviceId, hostSocket, evidence: probe }),
  fc.record({ type: fc.constant('socket-looked-at' as const), deviceId, hostSocket, evidence: own }),
  fc.record({
    type: fc.constant('services-probed' as const),
    deviceId,
    evidence: fc.array(serviceProbe, { maxLength: 2 }),
  }),
  fc.record({ type: fc.constant('operation-started' as const), operation }),
  fc.record({
    type: fc.constant('operation-changed' as const),
    id,
    change: fc.record({ stage: fc.constantFrom(...operationStages), isDismissed: fc.boolean() }),
  }),
  fc.record({
    type: fc.constant('closing-ended' as const),
    at,
    id,
    hostSocket,
    outcome,
    sent: fc.boolean(),
    ntstatus: fc.constant(null),
    evidence: fc.array(answer),
  }),
  fc.record({
    type: fc.constant('channel-closed' as const),
    at,
    key: fc.tuple(deviceId, hostSocket).map(([device, socket]) => channelKey(device, socket, 1)),
    hostSocket,
    outcome,
    sent: fc.boolean(),
    ntstatus: fc.constant(null),
    evidence: fc.array(answer),
  }),
  fc.record({ type: fc.constant('operation-ended' as const), at, id, outcome: ended }),
  fc.record({
    type: fc.constant('notice' as const),
    at,
    fault: fc.constant({ kind: 'device-gone' as const, deviceId: 'a' }),
  }),
  fc.record({ type: fc.constant('notice-dismissed' as const), id: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    type: fc.constant('notice-over' as const),
    fault: fc.constantFrom('a', 'b').map((device) => ({ kind: 'device-gone' as const, deviceId: device })),
  }),
  fc.record({
    type: fc.constant('updates-set' as const),
    updates: fc.record({ rateMs: fc.constantFrom(...rates), isPaused: fc.boolean() }),
  }),
  fc.record({ type: fc.constant('step-skipped' as const), id, step: fc.constantFrom(...findStepNames) }),
  fc.record({ type: fc.constant('swept' as const) }),
);
