import type { Clock } from '#app/clock.ts';
import type { NtStatus } from '#app/dot4/ntstatus.ts';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { meansNoSuchSocket, whyNoProbe } from '#app/teardown/permissions.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import type { DeviceLink } from '#native';
import { deadlines } from '../deadlines.ts';
import { lookAtSocket } from './look.ts';

export interface Destroyed {
  readonly outcome: Outcome;
  readonly evidence: readonly Evidence[];
  /** Whether DESTROY_SOCKET went to the driver. */
  readonly sent: boolean;
  /** What the driver answered to it, null when it was not sent or not answered. */
  readonly ntstatus: NtStatus | null;
}

const failed = (fault: Fault): Outcome => ({ kind: 'failed', fault });

const answeredStatus = (answer: Result<void, Fault>): NtStatus | null => {
  if (answer.ok) return ntStatus('STATUS_SUCCESS');
  return answer.fault.kind === 'refused' ? answer.fault.ntstatus : null;
};

/**
 * Looks again where the driver's profile allows it, writes the intent, sends DESTROY_SOCKET, looks once more.
 * Existence is never asked with a second DESTROY_SOCKET: the number may be somebody else's by then.
 */
export const destroySocket = async (
  link: DeviceLink,
  hostSocket: number,
  profile: DriverProfile,
  clock: Clock,
  writeIntent: (evidence: readonly Evidence[]) => Promise<Result<void, Fault>>,
): Promise<Destroyed> => {
  const evidence: Evidence[] = [];
  const noProbe = whyNoProbe(profile);
  const unsent = (outcome: Outcome): Destroyed => ({ outcome, evidence, sent: false, ntstatus: null });

  if (noProbe === null) {
    const before = await lookAtSocket(link, hostSocket, profile, clock);
    if (!before.ok) return unsent(failed(before.fault));
    evidence.push(before.value);
    if (before.value.kind === 'probe-refused') {
      return unsent({ kind: 'already-gone', ntstatus: before.value.ntstatus, told: 'by-probe' });
    }
  }

  const intent = await writeIntent(evidence);
  if (!intent.ok) return unsent(failed(intent.fault));

  const answer = await link.destroySocket({ hostSocket }, { deadlineMs: deadlines.destroy });
  const status = answeredStatus(answer);
  if (!answer.ok && answer.fault.kind === 'not-sent') return unsent(failed(answer.fault));
  const sent = (outcome: Outcome): Destroyed => ({ outcome, evidence, sent: true, ntstatus: status });
  if (status !== null) {
    evidence.push({ kind: 'destroy-answered', source: 'driver-answer', at: clock.now(), ntstatus: status });
  }
  if (!answer.ok) {
    return status !== null && meansNoSuchSocket(profile, status.code)
      ? sent({ kind: 'already-gone', ntstatus: status, told: 'by-destroy' })
      : sent(failed(answer.fault));
  }

  const success = ntStatus('STATUS_SUCCESS');
  if (noProbe !== null) return sent({ kind: 'unconfirmed', ntstatus: success, because: noProbe });
  const after = await lookAtSocket(link, hostSocket, profile, clock);
  if (!after.ok) return sent({ kind: 'unconfirmed', ntstatus: success, because: 'recheck-unclear' });
  evidence.push(after.value);
  switch (after.value.kind) {
    case 'probe-refused':
      return sent({ kind: 'freed', ntstatus: success });
    case 'probe-unclear':
      return sent({ kind: 'unconfirmed', ntstatus: success, because: 'recheck-unclear' });
    default:
      return sent(failed({ kind: 'still-there', deviceId: link.deviceId, hostSocket, ntstatus: success }));
  }
};
