import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { channelKey } from '#app/session/state.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import { pended, refusedProbe } from './sessions.ts';

type At = readonly [deviceId: string, hostSocket: number];

export const started = (at: number, [deviceId, hostSocket]: At): SessionEvent => ({
  type: 'teardown-started',
  at,
  key: channelKey(deviceId, hostSocket, 1),
});

const evidenceOf = (at: number, outcome: Outcome) =>
  outcome.kind === 'freed' ? [refusedProbe(at)] : outcome.kind === 'failed' ? [pended(at)] : [];

export const ended = (at: number, [deviceId, hostSocket]: At, outcome: Outcome): SessionEvent => ({
  type: 'teardown-ended',
  at,
  key: channelKey(deviceId, hostSocket, 1),
  outcome,
  evidence: evidenceOf(at, outcome),
});

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
