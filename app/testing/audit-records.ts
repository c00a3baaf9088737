import type { AuditRecord } from '../audit/record.ts';
import { hexStatus, ntStatus } from '../dot4/ntstatus.ts';
import { notMeasured } from '../dot4/profile.ts';
import type { Outcome } from '../teardown/outcome.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 2, 1, 9, 0, second)).toISOString();

const common = (second: number) => ({
  schema: 1 as const,
  at: at(second),
  user: 'ines',
  computer: 'DESK-7',
  program: 'window' as const,
  simulated: false,
  device: {
    id: 'a',
    name: 'HP LaserJet M1522nf MFP',
    instanceId: 'DOT4\\A',
    driver: { service: 'dot4', provider: 'HP', version: '7.0.0.1' },
  },
});

/** Records of one teardown or measurement, at this second of the morning. */
export const intentOf = (teardown: string, second = 0, hostSocket = 4): AuditRecord => ({
  record: 'intent',
  ...common(second),
  teardown,
  hostSocket,
  generation: 1,
  evidence: [
    { kind: 'customary-number', source: 'socket-number', at: Date.parse(at(0)), service: 'HP-SCAN' },
  ],
  request: 'IOCTL_DOT4_DESTROY_SOCKET',
  overJob: false,
});

const success = ntStatus('STATUS_SUCCESS');

export const outcomeOf = (
  teardown: string,
  second = 1,
  outcome: Outcome = { kind: 'freed', ntstatus: success },
): AuditRecord => ({
  record: 'outcome',
  ...common(second),
  teardown,
  hostSocket: 4,
  generation: 1,
  evidence: [
    { kind: 'customary-number', source: 'socket-number', at: Date.parse(at(0)), service: 'HP-SCAN' },
  ],
  request: 'IOCTL_DOT4_DESTROY_SOCKET',
  ntstatus: { code: hexStatus(success), name: success.name },
  outcome,
});

export const measureStartOf = (measurement: string, second = 0): AuditRecord => ({
  record: 'measure-start',
  ...common(second),
  measurement,
});

export const measureEndOf = (measurement: string, second = 5): AuditRecord => ({
  record: 'measure-end',
  ...common(second),
  measurement,
  profile: { ...notMeasured, origin: 'measured', measuredAt: Date.parse(at(second)) },
  leftBehind: [6],
  cleanedUp: [],
  fault: null,
});
