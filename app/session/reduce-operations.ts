import type { Evidence } from '../evidence/evidence.ts';
import type { Fault } from '../faults/fault.ts';
import { withStep } from '../operations/find-steps.ts';
import { isRunning } from '../operations/operation.ts';
import type { Before, Operation, OperationOf } from '../operations/operation.ts';
import type { Outcome } from '../teardown/outcome.ts';
import { addEvidence, arrived, hasLeft, putChannel, withEvidence } from './channels.ts';
import type { SessionEvent, Stamp } from './event.ts';
import { keptOperations } from './gone-rows.ts';
import { answerOfPrinter } from '../trial/trial.ts';
import { printerTried, tryForgotten } from './reduce-devices.ts';
import type { ChannelState, SessionState } from './state.ts';

type Event<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;

const put = (state: SessionState, operation: Operation): SessionState => ({
  ...state,
  operations: { ...state.operations, [operation.id]: operation },
});

/**
 * Those that run are never dropped; of those that ended the newest stay, and with them the one that has just ended,
 * however long ago it was started. Ids grow with the order of starting.
 */
const bounded = (operations: SessionState['operations'], justEnded: number): SessionState['operations'] => {
  const ended = Object.values(operations).filter((one) => !isRunning(one));
  if (ended.length <= keptOperations) return operations;
  const kept = { ...operations };
  const oldest = ended
    .filter(({ id }) => id !== justEnded)
    .toSorted((a, b) => a.id - b.id)
    .slice(0, ended.length - keptOperations);
  for (const { id } of oldest) delete kept[id];
  return kept;
};

const setPhase = (state: SessionState, key: string | null, phase: ChannelState['phase']): SessionState => {
  const channel = key === null ? undefined : state.channels[key];
  return channel === undefined ? state : putChannel(state, { ...channel, phase });
};

const beforeOf = (state: SessionState, key: string | null): Before | null => {
  const channel = key === null ? undefined : state.channels[key];
  if (channel === undefined) return null;
  const { facts, suspicion, evidence } = channel;
  return { facts, suspicion, evidence };
};

const isAround = ({ source }: Evidence): boolean =>
  source === 'processes' || source === 'windows-service' || source === 'spooler';

/** An operation with what was known when it was asked for: a later look replaces it, and a row leaves. */
const asItWas = (state: SessionState, operation: Operation): Operation => {
  if (operation.kind !== 'close' && operation.kind !== 'remedy') return operation;
  const around = (state.devices[operation.deviceId]?.evidence ?? []).filter(isAround);
  return operation.kind === 'remedy'
    ? { ...operation, around, before: beforeOf(state, operation.channelKey) }
    : {
        ...operation,
        around,
        closings: operation.closings.map((closing) => ({
          ...closing,
          before: beforeOf(state, closing.key),
        })),
      };
};

export const operationStarted = (
  state: SessionState,
  { operation }: Event<'operation-started'>,
): SessionState => {
  const started = {
    ...put(state, asItWas(state, operation)),
    lastId: Math.max(state.lastId, operation.id),
  };
  if (operation.kind === 'scan') return tryForgotten(started, operation.deviceId);
  if (operation.kind !== 'close') return started;
  return operation.closings.reduce(
    (next, { key }) => setPhase(next, key, { kind: 'closing', since: operation.startedAt }),
    started,
  );
};

export const operationChanged = (
  state: SessionState,
  { id, change }: Event<'operation-changed'>,
): SessionState => {
  const operation = state.operations[id];
  return operation === undefined ? state : put(state, { ...operation, ...change } as Operation);
};

export const stepSkipped = (state: SessionState, { id, step: name }: Event<'step-skipped'>): SessionState => {
  const operation = state.operations[id];
  if (operation?.kind !== 'find' || !isRunning(operation)) return state;
  const skipped = { name, status: 'skipped', because: 'asked' } as const;
  return put(state, { ...operation, steps: withStep(operation.steps, skipped) });
};

/** A row whose device left while it was being closed is over, also where the device is back by now. */
const phaseAfter = (
  evidence: readonly Evidence[],
  outcome: Outcome,
  at: number,
  { ms }: Stamp,
): ChannelState['phase'] => {
  const isOver = outcome.kind === 'freed' || outcome.kind === 'already-gone' || hasLeft(evidence);
  return isOver ? { kind: 'gone', at, ms } : { kind: 'seen' };
};

const closeChannel = (
  state: SessionState,
  key: string | null,
  { at, outcome, evidence }: { at: number; outcome: Outcome; evidence: readonly Evidence[] },
  stamp: Stamp,
): SessionState => {
  const channel = key === null ? undefined : state.channels[key];
  if (channel === undefined) return state;
  const all = evidence.map((piece) => arrived(piece, stamp)).reduce(addEvidence, channel.evidence);
  return putChannel(state, {
    ...withEvidence(channel, all, state.devices[channel.deviceId]?.evidence ?? [], state.thresholds),
    phase: phaseAfter(all, outcome, at, stamp),
    lastTeardown: { at, outcome },
  });
};

export const channelClosed = (state: SessionState, event: Event<'channel-closed'> & Stamp): SessionState =>
  closeChannel(state, event.key, event, event);

export const closingEnded = (state: SessionState, event: Event<'closing-ended'> & Stamp): SessionState => {
  const operation = state.operations[event.id];
  if (operation?.kind !== 'close') return state;
  const index = operation.closings.findIndex(({ hostSocket }) => hostSocket === event.hostSocket);
  const closing = operation.closings[index];
  if (closing === undefined) return state;
  const { outcome, sent, ntstatus, evidence } = event;
  const closings = [...operation.closings];
  closings[index] = { ...closing, outcome, sent, ntstatus, evidence: [...evidence] };
  return closeChannel(put(state, { ...operation, closings }), closing.key, event, event);
};

/** Every channel of a close that ended without an outcome of its own: what ended the operation is its outcome. */
const failClosings = (
  state: SessionState,
  operation: OperationOf<'close'>,
  fault: Fault,
  at: number,
  stamp: Stamp,
): SessionState =>
  operation.closings.reduce(
    (next, { hostSocket, outcome }) =>
      outcome !== null
        ? next
        : closingEnded(next, {
            ...stamp,
            type: 'closing-ended',
            at,
            id: operation.id,
            hostSocket,
            outcome: { kind: 'failed', fault },
            sent: false,
            ntstatus: null,
            evidence: [],
          }),
    state,
  );

export const operationEnded = (
  state: SessionState,
  event: Event<'operation-ended'> & Stamp,
): SessionState => {
  const { id, at, outcome: ended } = event;
  const before = state.operations[id];
  if (before === undefined || !isRunning(before)) return state;
  let next = state;
  if (before.kind === 'close') {
    if (ended.kind === 'failed') next = failClosings(state, before, ended.fault, at, event);
  } else {
    const outcome = ended.kind === 'failed' ? ended : ended.kind === before.kind ? ended.outcome : null;
    next = put(state, { ...before, outcome } as Operation);
  }
  const operation = next.operations[id] ?? before;
  const closed: Operation = { ...operation, endedAt: at };
  next = { ...put(next, closed), operations: bounded({ ...next.operations, [id]: closed }, id) };
  if (closed.kind === 'scan') return withLastScan(next, closed, at);
  return closed.kind === 'trial' ? withAnswerOfPrinter(next, closed, at, event) : next;
};

const withAnswerOfPrinter = (
  state: SessionState,
  { deviceId, service, outcome }: OperationOf<'trial'>,
  at: number,
  stamp: Stamp,
): SessionState => {
  const answer = answerOfPrinter(outcome);
  if (answer === null) return state;
  const tried = { kind: 'printer-tried', source: 'made-by-us', at, service, answer } as const;
  return printerTried(state, deviceId, arrived(tried, stamp));
};

const withLastScan = (state: SessionState, operation: OperationOf<'scan'>, at: number): SessionState => {
  const device = state.devices[operation.deviceId];
  const { outcome } = operation;
  if (device === undefined || outcome === null || device.presence === 'gone') return state;
  const scan =
    outcome.kind === 'done'
      ? { kind: 'done' as const, at, report: outcome.report }
      : { kind: 'failed' as const, at, fault: outcome.fault };
  return { ...state, devices: { ...state.devices, [operation.deviceId]: { ...device, scan } } };
};
