import { maxHostSocket, minHostSocket } from '#app/dot4/sockets.ts';
import type { DriverProfile } from '#app/dot4/profile.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { ScanReport } from '#app/session/state.ts';
import type { DeviceLink } from '#native';
import { probeSocket } from './look.ts';
import type { Session } from '../session/session-service.ts';

/** How many questions wait at the driver at once. */
const inFlight = 8;

export const scanSize = maxHostSocket - minHostSocket + 1;

/** Asks about every host socket once and tells the session each answer. A fault ends the scan; what was seen stays. */
export const scanSockets = async (
  link: DeviceLink,
  profile: DriverProfile,
  session: Session,
  now: () => number,
  signal: AbortSignal,
): Promise<Result<ScanReport, Fault>> => {
  const report = { found: 0, unclear: 0, caughtChannels: 0, stillOpenChannels: 0 };
  let next = minHostSocket;
  let asked = 0;
  const faults: Fault[] = [];

  const ask = async (): Promise<void> => {
    while (next <= maxHostSocket && faults.length === 0) {
      const hostSocket = next;
      next += 1;
      const answer = await probeSocket(link, hostSocket, profile, now, signal);
      if (!answer.ok) {
        faults.push(answer.fault);
        return;
      }
      const evidence = answer.value;
      if (evidence.kind === 'probe-pended' || evidence.kind === 'probe-caught-channel') report.found += 1;
      if (evidence.kind === 'probe-unclear') report.unclear += 1;
      if (evidence.kind === 'probe-caught-channel') {
        report.caughtChannels += 1;
        if (!evidence.closedAgain) {
          report.stillOpenChannels += 1;
          const fault: Fault = { kind: 'channel-left-open', deviceId: link.deviceId, hostSocket };
          session.dispatch({ type: 'notice', at: now(), fault });
        }
      }
      asked += 1;
      session.dispatch({ type: 'socket-looked-at', deviceId: link.deviceId, hostSocket, evidence });
      if (asked % inFlight === 0)
        session.dispatch({ type: 'scan-progressed', deviceId: link.deviceId, asked });
    }
  };

  await Promise.all(Array.from({ length: inFlight }, ask));
  const [stopped] = faults;
  return stopped === undefined ? ok(report) : fail(stopped);
};
