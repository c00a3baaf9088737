import { customaryService } from '../dot4/sockets.ts';
import type { Fault } from '../faults/fault.ts';
import { waitingSteps } from './find-steps.ts';
import type { CloseTarget, Closing, Operation, OperationRequest } from './operation.ts';
import { targetOf } from '../remedy/action.ts';
import { liveChannel, whyNotThisRow } from '../session/channels.ts';
import { channelKey } from '../session/state.ts';
import type { SessionState } from '../session/state.ts';
import { deviceName } from '../words/printer-names.ts';

type Known = Pick<SessionState, 'channels' | 'devices'>;

/** Why this row cannot be closed, as far as it shows before its turn; null: it may. */
const whyNotClose = (
  state: Known,
  deviceId: string,
  { hostSocket, generation }: CloseTarget,
): Fault | null => {
  const live = liveChannel(state, deviceId, hostSocket);
  if (live?.phase.kind === 'closing') return { kind: 'busy', deviceId, operation: 'close' };
  if (generation === null || live?.generation === generation) return null;
  return whyNotThisRow(state.devices[deviceId], { deviceId, hostSocket, generation });
};

/** From now on the row is closing, also while another operation has the device. */
const closingOf = (state: Known, deviceId: string, target: CloseTarget): Closing => {
  const { hostSocket } = target;
  const fault = whyNotClose(state, deviceId, target);
  const live = liveChannel(state, deviceId, hostSocket);
  return {
    key: fault === null ? (live?.key ?? null) : null,
    hostSocket,
    generation: target.generation ?? live?.generation ?? null,
    service: live?.facts.service.value ?? customaryService(hostSocket),
    before: null,
    outcome: fault === null ? null : { kind: 'failed', fault },
    sent: false,
    ntstatus: null,
    evidence: [],
  };
};

/** What every operation begins with. `startedAt` in ms since the Unix epoch. */
export const waiting = (
  id: number,
  startedAt: number,
  deviceId: string,
  name: string,
  partOf: number | null = null,
) => ({
  id,
  deviceId,
  deviceName: name,
  startedAt,
  endedAt: null,
  stage: 'waiting' as const,
  progress: null,
  isCancelled: false,
  isDismissed: false,
  answer: null,
  partOf,
});

/** An operation as it stands in the session before its turn. `at` in ms since the Unix epoch. */
export const describe = (
  state: Known,
  request: OperationRequest,
  id: number,
  at: number,
  partOf: number | null = null,
): Operation => {
  const { deviceId } = request;
  const name = deviceName(deviceId, state.devices);
  const common = waiting(id, at, deviceId, name, partOf);
  switch (request.kind) {
    case 'close': {
      const closings = request.targets.map((target) => closingOf(state, deviceId, target));
      return { kind: 'close', ...common, around: [], closings };
    }
    case 'remedy': {
      const { hostSocket, generation, step, action } = request;
      const key = channelKey(deviceId, hostSocket, generation);
      const service = state.channels[key]?.facts.service.value ?? customaryService(hostSocket);
      const byStep = step === 'destroy-socket' ? `host socket ${hostSocket}` : name;
      const target = action === null ? byStep : targetOf(action);
      const subject = { channelKey: key, hostSocket, generation, service, step, target };
      return { kind: 'remedy', ...common, around: [], ...subject, before: null, outcome: null };
    }
    case 'measure':
      return { kind: 'measure', ...common, step: 'open', outcome: null };
    case 'probe':
      return { kind: 'probe', ...common, open: request.open, asked: null, outcome: null };
    case 'trial':
      return { kind: 'trial', ...common, service: request.service, sample: null, outcome: null };
    case 'scan':
      return { kind: 'scan', ...common, outcome: null };
    case 'find': {
      const { complaint } = request;
      return { kind: 'find', ...common, complaint, steps: [...waitingSteps], outcome: null };
    }
  }
};
