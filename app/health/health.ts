import type { Fault } from '../faults/fault.ts';
import type { DoubledQueues } from '../evidence/queues.ts';
import { doubledQueues } from '../evidence/queues.ts';
import { inOrder } from '../operations/history.ts';
import { isRunning } from '../operations/operation.ts';
import type { Operation } from '../operations/operation.ts';
import type { SessionState } from '../session/state.ts';

/** What is wrong with the way from Windows to a printer; nothing of it is about a single channel. */
export type HealthFinding =
  | { readonly kind: 'no-driver-package' }
  | { readonly kind: 'problem-code'; readonly code: number }
  /** `rights`: what the token of this program says. An elevated program that is refused meets an exclusive open. */
  | { readonly kind: 'access-denied'; readonly rights: 'missing' | 'enough' | 'not-known' }
  | { readonly kind: 'opened-exclusively' }
  | { readonly kind: 'not-answering' }
  | { readonly kind: 'doubled-queues'; readonly doubled: DoubledQueues };

/** The parts of a session that health follows from. */
type Known = {
  readonly [K in 'devices' | 'operations' | 'discovery' | 'environment']: Readonly<SessionState[K]>;
};

const faultOf = (operation: Operation): Fault | null => {
  if (operation.kind === 'close')
    return (
      operation.closings.flatMap(({ outcome }) => (outcome?.kind === 'failed' ? [outcome.fault] : []))[0] ??
      null
    );
  return operation.outcome?.kind === 'failed' ? operation.outcome.fault : null;
};

/** The fault that the last operation on a device ended with; null when it ended well, or there was none. */
const lastFault = ({ operations }: Known, deviceId: string): Fault | null => {
  const last = inOrder(operations).findLast((one) => one.deviceId === deviceId && !isRunning(one));
  return last === undefined ? null : faultOf(last);
};

/** Refusals of an open that say: somebody else has it for themselves. */
const exclusiveOpen: ReadonlySet<string | null> = new Set(['STATUS_SHARING_VIOLATION', 'STATUS_DEVICE_BUSY']);

const ofFault = (fault: Fault | null, elevated: boolean | null): HealthFinding[] => {
  switch (fault?.kind) {
    case 'access-denied':
      return [
        { kind: 'access-denied', rights: elevated === null ? 'not-known' : elevated ? 'enough' : 'missing' },
      ];
    case 'open-failed':
      return exclusiveOpen.has(fault.ntstatus.name) ? [{ kind: 'opened-exclusively' }] : [];
    case 'not-answering':
    case 'deadline':
      return [{ kind: 'not-answering' }];
    default:
      return [];
  }
};

/** What is wrong with a device's stack, worst first; empty: nothing that was looked at speaks against it. */
export const healthOf = (state: Known, deviceId: string): readonly HealthFinding[] => {
  const device = state.devices[deviceId];
  if (device === undefined || device.presence === 'gone') return [];
  const findings: HealthFinding[] = [];
  if (state.discovery.driverPackage === 'absent') findings.push({ kind: 'no-driver-package' });
  const { problemCode } = device.device;
  if (problemCode !== null && problemCode !== 0) findings.push({ kind: 'problem-code', code: problemCode });
  findings.push(...ofFault(lastFault(state, deviceId), state.environment.elevated));
  const doubled = doubledQueues(
    device.evidence.flatMap((piece) => (piece.kind === 'queue' ? [piece.queue] : [])),
  );
  if (doubled !== null) findings.push({ kind: 'doubled-queues', doubled });
  return findings;
};
