import { ntStatus } from '#app/dot4/ntstatus.ts';
import { customaryService } from '#app/dot4/sockets.ts';
import type { Operation } from '#app/operations/operation.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { channelKey } from '#app/session/state.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import type { FakeMain } from './fake-main.ts';
import { nextOperationId } from './operations.ts';
import { lj3055, m1522, oj7310, pended, refusedProbe } from './sessions.ts';

type At = readonly [deviceId: string, hostSocket: number];

const nameOf = (deviceId: string): string =>
  [m1522, lj3055, oj7310].find(({ id }) => id === deviceId)?.name ?? deviceId;

/** A close of rows of their first generation. */
export const closeOf = (at: number, deviceId: string, hostSockets: readonly number[]): Operation => ({
  kind: 'close',
  id: nextOperationId(),
  deviceId,
  deviceName: nameOf(deviceId),
  startedAt: at,
  endedAt: null,
  stage: 'waiting',
  progress: null,
  isCancelled: false,
  isDismissed: false,
  answer: null,
  partOf: null,
  around: [],
  closings: hostSockets.map((hostSocket) => ({
    key: channelKey(deviceId, hostSocket, 1),
    hostSocket,
    generation: 1,
    service: customaryService(hostSocket),
    before: null,
    outcome: null,
    sent: false,
    ntstatus: null,
    evidence: [],
  })),
});

const running = new Map<string, number>();

/** The close of one row begins. */
export const started = (at: number, [deviceId, hostSocket]: At): SessionEvent => {
  const operation = closeOf(at, deviceId, [hostSocket]);
  running.set(channelKey(deviceId, hostSocket, 1), operation.id);
  return { type: 'operation-started', operation };
};

const evidenceOf = (at: number, outcome: Outcome) =>
  outcome.kind === 'freed' ? [refusedProbe(at)] : outcome.kind === 'failed' ? [pended(at)] : [];

export const closingEnded = (
  at: number,
  id: number,
  hostSocket: number,
  outcome: Outcome,
): Extract<SessionEvent, { type: 'closing-ended' }> => ({
  type: 'closing-ended',
  at,
  id,
  hostSocket,
  outcome,
  sent: outcome.kind !== 'already-gone',
  ntstatus: outcome.kind === 'failed' ? null : outcome.ntstatus,
  evidence: evidenceOf(at, outcome),
});

/** The close of one row, whose beginning may have been a step of the test, ends. */
export const ended = (at: number, where: At, outcome: Outcome): SessionEvent[] => {
  const key = channelKey(where[0], where[1], 1);
  const begin = running.has(key) ? [] : [started(at, where)];
  const id = running.get(key) ?? 0;
  running.delete(key);
  return [
    ...begin,
    closingEnded(at, id, where[1], outcome),
    { type: 'operation-ended', at, id, outcome: { kind: 'close' } },
  ];
};

export const freed: Outcome = { kind: 'freed', ntstatus: ntStatus('STATUS_SUCCESS') };
export const alreadyGone: Outcome = {
  kind: 'already-gone',
  ntstatus: ntStatus('STATUS_NOT_FOUND'),
  told: 'by-probe',
};
export const unconfirmed: Outcome = {
  kind: 'unconfirmed',
  ntstatus: ntStatus('STATUS_SUCCESS'),
  because: 'not-measured',
};
export const refused: Outcome = {
  kind: 'failed',
  fault: { kind: 'refused', request: 'DESTROY_SOCKET', ntstatus: ntStatus('STATUS_DEVICE_BUSY') },
};

/** The close that was asked for last ends so on each of its channels. */
export const endClose = (main: FakeMain, outcome: Outcome): void => {
  const id = Math.max(...Object.keys(main.state.operations).map(Number));
  const operation = main.state.operations[id];
  if (operation?.kind !== 'close') throw new Error('the last operation is no close');
  main.happen(
    ...operation.closings.map(({ hostSocket }) => closingEnded(Date.now(), id, hostSocket, outcome)),
    { type: 'operation-ended', at: Date.now(), id, outcome: { kind: 'close' } },
  );
};
