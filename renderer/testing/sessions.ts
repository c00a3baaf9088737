import type { Device } from '#app/dot4/device.ts';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { notMeasured } from '#app/dot4/profile.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Evidence, Observation } from '#app/evidence/evidence.ts';
import type { Job } from '#app/evidence/job.ts';
import { looked } from '#app/evidence/source-report.ts';
import type { Fault } from '#app/faults/fault.ts';
import { noPolicy } from '#app/policy/policy.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { initialState } from '#app/session/state.ts';
import type { Environment, SessionState } from '#app/session/state.ts';
import { afterEvents } from '#app/testing/stamped.ts';
import type { TestEvent } from '#app/testing/stamped.ts';
import { begun, endOf } from './operations.ts';

export const simulated: Environment = {
  mode: 'simulator',
  scenario: 'office',
  simulationReason: 'platform',
  devicesForbidden: 'platform',
  runtime: { name: 'Electron', version: '45.4.1', verified: true },
  platform: 'linux',
  elevated: false,
  remote: null,
  computer: 'DESK-7',
  user: 'ines',
  version: '0.1.0',
  policy: noPolicy,
};

/** A session on simulated devices that has seen these events. */
export const sessionAfter = (events: readonly TestEvent[]): SessionState =>
  afterEvents(events, initialState(simulated));

export const declared: DriverProfile = {
  ...notMeasured,
  origin: 'declared',
  userMode: 'accepted',
  unknownSocketStatus: ntStatus('STATUS_NOT_FOUND').code,
  unknownProbeStatus: ntStatus('STATUS_NOT_FOUND').code,
  existenceProbe: 'wait-for-channel',
  probeCancellation: 'works',
  foreignDestroy: 'allowed',
  destroyWithOpenChannel: 'takes-down',
};

export const printer = (id: string, name: string, more: Partial<Device> = {}): Device => ({
  id,
  name,
  instanceId: `DOT4\\VID_03F0&PID_${id}`,
  printerId: id,
  setupClass: 'Dot4',
  interfaces: ['\\\\?\\dot4#0'],
  driver: { service: 'dot4', provider: 'HP', version: '7.0.0.1' },
  arrivedAt: null,
  problemCode: 0,
  ...more,
});

export const m1522 = printer('m1522', 'HP LaserJet M1522nf MFP');
export const lj3055 = printer('lj3055', 'HP LaserJet 3055');
export const oj7310 = printer('oj7310', 'HP Officejet 7310');

export const found = (
  at: number,
  devices: readonly Device[],
  profile: DriverProfile = declared,
): SessionEvent => ({
  type: 'discovered',
  at,
  discovery: { devices, driverPackage: 'installed' },
  profiles: Object.fromEntries(devices.map(({ id }) => [id, profile])),
});

export const foundUnmeasured = (at: number, devices: readonly Device[]): SessionEvent =>
  found(at, devices, notMeasured);

export const printJob: Job = {
  kind: 'print',
  id: 17,
  queue: 'HP LaserJet 3055',
  document: 'Quarterly report.docx',
  user: 'ines',
  pagesDone: 37,
  pagesTotal: 210,
  inProgress: true,
};

/** What a look at the system around a printer says: a job on its print socket. */
export const jobSeen = (at: number, deviceId: string, job: Job = printJob): SessionEvent => ({
  type: 'observed',
  at,
  deviceId,
  observations: [{ hostSocket: 2, evidence: { kind: 'job', source: 'spooler', at, job } }],
  sources: [looked('spooler', at)],
});

export const noHolders = (at: number, deviceId: string): SessionEvent => ({
  type: 'observed',
  at,
  deviceId,
  observations: [
    { hostSocket: null, evidence: { kind: 'holders-counted', source: 'processes', at, holders: 0 } },
  ],
  sources: [looked('spooler', at), looked('processes', at, ['kernel-clients', 'used-sockets'])],
});

/** The one program that had the printer open has ended: a channel of it that is seen after that is stuck. */
export const holderEnded = (
  at: number,
  deviceId: string,
  jobs: readonly Partial<Job>[] = [],
): SessionEvent => ({
  type: 'observed',
  at,
  deviceId,
  observations: [
    ...jobs.map((job): Observation => ({
      hostSocket: 2,
      evidence: { kind: 'job', source: 'spooler', at, job: { ...printJob, ...job } },
    })),
    { hostSocket: null, evidence: { kind: 'holders-counted', source: 'processes', at, holders: 0 } },
    {
      hostSocket: null,
      evidence: {
        kind: 'process',
        source: 'processes',
        at,
        process: { name: 'hpqtra08.exe', pid: 7, startedAt: '1', endedAt: at },
      },
    },
  ],
  sources: [looked('spooler', at), looked('processes', at)],
});

export const pended = (at: number): Evidence => ({ kind: 'probe-pended', source: 'driver-answer', at });

export const refusedProbe = (at: number): Evidence => ({
  kind: 'probe-refused',
  source: 'driver-answer',
  at,
  ntstatus: ntStatus('STATUS_NOT_FOUND'),
});

const noneUnclear = { unclear: 0, caughtChannels: 0, stillOpenChannels: 0 };

/** A whole scan that finds these sockets. */
export const scanned = (at: number, deviceId: string, hostSockets: readonly number[]): SessionEvent[] => [
  begun(at, { kind: 'scan', deviceId }),
  ...hostSockets.map((hostSocket): SessionEvent => ({
    type: 'socket-looked-at',
    deviceId,
    hostSocket,
    evidence: pended(at),
  })),
  endOf(at, 'scan', deviceId, {
    kind: 'scan',
    outcome: { kind: 'done', report: { ...noneUnclear, found: hostSockets.length } },
  }),
];

export const scanFailed = (at: number, deviceId: string, fault: Fault): SessionEvent[] => [
  begun(at, { kind: 'scan', deviceId }),
  endOf(at, 'scan', deviceId, { kind: 'failed', fault }),
];

export const socketGone = (at: number, deviceId: string, hostSocket: number): SessionEvent => ({
  type: 'socket-looked-at',
  deviceId,
  hostSocket,
  evidence: refusedProbe(at),
});

/** Three printers: one with a leaked scan channel, one printing, one healthy; all scanned. */
export const office = (at: number): SessionEvent[] => [
  found(at, [m1522, lj3055, oj7310]),
  noHolders(at, m1522.id),
  jobSeen(at, lj3055.id),
  ...scanned(at, m1522.id, [1, 4]),
  ...scanned(at, lj3055.id, [1, 2]),
  ...scanned(at, oj7310.id, [1]),
];

/** Printers with every one of their 128 channels open; each is reduced alone, which is much quicker than all in one. */
export const fullPrinters = (at: number, count: number): SessionState => {
  const sockets = Array.from({ length: 128 }, (_none, index) => index + 1);
  const states = Array.from({ length: count }, (_none, index) => {
    const device = printer(`full${index}`, `Printer ${String(index).padStart(2, '0')}`);
    return sessionAfter([found(at, [device]), ...scanned(at, device.id, sockets)]);
  });
  return {
    ...sessionAfter([found(at, [])]),
    devices: Object.assign({}, ...states.map(({ devices }) => devices)) as SessionState['devices'],
    channels: Object.assign({}, ...states.map(({ channels }) => channels)) as SessionState['channels'],
  };
};
