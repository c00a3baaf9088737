import { isRemovalStatus } from '#app/dot4/ntstatus.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { DeviceLink } from '#native';
import { deadlines } from '../deadlines.ts';

/** On a busy computer the short deadline of a probe can pass before it is sent. */
const askedAgain = 3;

type ProbeEvidence = Extract<Evidence, { kind: `probe-${string}` }>;

/**
 * Asks whether a host socket exists: WAIT_FOR_CHANNEL pends on one that does and fails on one that does not, and
 * is cancelled at once. Only for drivers whose profile allows it (whyNoProbe), and only when a person asked.
 * A channel that the peripheral opens meanwhile was meant for somebody else and is closed again.
 * Faults: whatever keeps the question from being asked (device gone, aborted, not given back).
 */
export const probeSocket = async (
  link: DeviceLink,
  hostSocket: number,
  profile: DriverProfile,
  now: () => number,
  signal?: AbortSignal,
): Promise<Result<ProbeEvidence, Fault>> => {
  const limit = { deadlineMs: profile.probeMs ?? deadlines.probe, signal };
  let answer = await link.waitForChannel({ hostSocket, addActivity: false }, limit);
  // a question that waited too long for its turn never reached the driver: it may be asked anew
  for (let again = 0; again < askedAgain && !answer.ok && answer.fault.kind === 'not-sent'; again += 1) {
    answer = await link.waitForChannel({ hostSocket, addActivity: false }, limit);
  }
  const source = 'driver-answer';
  if (answer.ok) {
    const closed = await link.closeChannel(answer.value, { deadlineMs: deadlines.closeChannel });
    return ok({ kind: 'probe-caught-channel', source, at: now(), closedAgain: closed.ok });
  }
  const { fault } = answer;
  if (fault.kind === 'deadline' && fault.withdrawn) return ok({ kind: 'probe-pended', source, at: now() });
  if (fault.kind !== 'refused') return fail(fault);
  if (isRemovalStatus(fault.ntstatus.code)) return fail({ kind: 'device-gone', deviceId: link.deviceId });
  const kind = fault.ntstatus.code === profile.unknownProbeStatus ? 'probe-refused' : 'probe-unclear';
  return ok({ kind, source, at: now(), ntstatus: fault.ntstatus });
};
