import { customaryService } from '../dot4/sockets.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Fault } from '../faults/fault.ts';
import { waiting } from '../operations/describe.ts';
import type { Operation, OperationOf } from '../operations/operation.ts';
import type { ScanReport } from '../operations/scan-report.ts';
import type { SessionEvent } from '../session/event.ts';
import type { Outcome } from '../teardown/outcome.ts';
import { deviceOfKey } from '../session/state.ts';

const channelOfKey = (key: string) => {
  const [, hostSocket = '', generation = ''] = /#(\d+)#(\d+)$/.exec(key) ?? [];
  return { deviceId: deviceOfKey(key), hostSocket: Number(hostSocket), generation: Number(generation) };
};

const common = (id: number, at: number, deviceId: string) => waiting(id, at, deviceId, `Printer ${deviceId}`);

/** A close of one row, as the runner begins it. */
export const closeOf = (at: number, key: string, id = 1): OperationOf<'close'> => {
  const { deviceId, hostSocket, generation } = channelOfKey(key);
  const closing = { key, hostSocket, generation, service: customaryService(hostSocket), outcome: null };
  return {
    kind: 'close',
    ...common(id, at, deviceId),
    around: [],
    closings: [{ ...closing, before: null, sent: false, ntstatus: null, evidence: [] }],
  };
};

export const closeStarted = (at: number, key: string, id = 1): SessionEvent => ({
  type: 'operation-started',
  operation: closeOf(at, key, id),
});

/** The outcome of its row, and its end. */
export const closeEnded = (
  at: number,
  key: string,
  outcome: Outcome,
  evidence: readonly Evidence[] = [],
  id = 1,
): SessionEvent[] => [
  {
    type: 'closing-ended',
    at,
    id,
    hostSocket: channelOfKey(key).hostSocket,
    outcome,
    sent: outcome.kind !== 'failed',
    ntstatus: null,
    evidence,
  },
  { type: 'operation-ended', at, id, outcome: { kind: 'close' } },
];

/** A scan that ended so. */
export const scanned = (at: number, deviceId: string, ended: ScanReport | Fault, id = 1): SessionEvent[] => {
  const operation: Operation = { kind: 'scan', ...common(id, at, deviceId), outcome: null };
  const outcome =
    'kind' in ended
      ? { kind: 'failed' as const, fault: ended }
      : { kind: 'scan' as const, outcome: { kind: 'done' as const, report: ended } };
  return [
    { type: 'operation-started', operation },
    { type: 'operation-ended', at, id, outcome },
  ];
};
