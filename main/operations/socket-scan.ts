import { maxHostSocket, minHostSocket } from '#app/dot4/sockets.ts';
import type { Clock } from '#app/clock.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { ScanReport } from '#app/session/state.ts';
import type { DeviceLink } from '#native';
import { lookAtSockets } from './look.ts';
import type { ProbeEvidence } from './look.ts';
import type { Session } from '../session/session-service.ts';

export const scanSize = maxHostSocket - minHostSocket + 1;
const everySocket = Array.from({ length: scanSize }, (_none, index) => minHostSocket + index);

/** After how many answers the progress is reported. */
const progressEvery = 32;

/** Asks about every host socket at once and dispatches each answer. A fault ends the scan; what was seen stays. */
export const scanSockets = async (
  link: DeviceLink,
  profile: DriverProfile,
  session: Session,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result<ScanReport, Fault>> => {
  const { deviceId } = link;
  let asked = 0;
  const onEvidence = (hostSocket: number, evidence: ProbeEvidence): void => {
    session.dispatch({ type: 'socket-looked-at', deviceId, hostSocket, evidence });
    if (evidence.kind === 'probe-caught-channel' && !evidence.closedAgain) {
      const fault: Fault = { kind: 'channel-left-open', deviceId, hostSocket };
      session.dispatch({ type: 'notice', at: clock.now(), fault });
    }
    asked = Math.min(scanSize, asked + 1);
    if (asked % progressEvery === 0) session.dispatch({ type: 'scan-progressed', deviceId, asked });
  };
  const looked = await lookAtSockets(link, everySocket, profile, clock, signal, onEvidence);
  if (!looked.ok) return looked;
  const evidence = [...looked.value.values()];
  const caught = evidence.flatMap((one) => (one.kind === 'probe-caught-channel' ? [one.closedAgain] : []));
  return ok({
    found: caught.length + evidence.filter(({ kind }) => kind === 'probe-pended').length,
    unclear: evidence.filter(({ kind }) => kind === 'probe-unclear').length,
    caughtChannels: caught.length,
    stillOpenChannels: caught.filter((closedAgain) => !closedAgain).length,
  });
};
