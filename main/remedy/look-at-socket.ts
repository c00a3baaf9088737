import type { Fault } from '#app/faults/fault.ts';
import type { unverifiedReasons } from '#app/remedy/outcome.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import { presentDevice, withLink } from '../session/device-service.ts';
import { probeSocket } from '../session/existence-probe.ts';
import { observe } from './remedy-parts.ts';
import type { RemedyParts } from './remedy-parts.ts';

/** What a look tells of a socket, or why there was none. */
export type Presence = 'there' | 'gone' | (typeof unverifiedReasons)[number];

/** Asks whether the socket exists, where the driver's profile allows it, and tells the session. */
export const lookAtSocket = async (
  { driver, session, clock }: RemedyParts,
  deviceId: string,
  hostSocket: number,
): Promise<Presence> => {
  const now = () => clock.now();
  const device = presentDevice(session, deviceId);
  if (!device.ok) return 'recheck-unclear';
  const { profile } = device.value;
  const forbidden = whyNoProbe(profile);
  if (forbidden !== null) return forbidden;
  const asked = await withLink(driver, deviceId, profile, (link) =>
    probeSocket(link, hostSocket, profile, now),
  );
  if (!asked.ok) return 'recheck-unclear';
  const evidence = asked.value;
  session.dispatch({ type: 'socket-looked-at', deviceId, hostSocket, evidence });
  if (evidence.kind === 'probe-caught-channel' && !evidence.closedAgain) {
    const fault: Fault = { kind: 'channel-left-open', deviceId, hostSocket };
    session.dispatch({ type: 'notice', at: now(), fault });
  }
  switch (evidence.kind) {
    case 'probe-refused':
      return 'gone';
    case 'probe-unclear':
      return 'recheck-unclear';
    default:
      return 'there';
  }
};

/** Everything is looked at anew: minutes may have passed since the ladder was drawn. */
export const lookAround = async (
  parts: RemedyParts,
  deviceId: string,
  hostSocket: number,
): Promise<Result<Presence, Fault>> => {
  const present = presentDevice(parts.session, deviceId);
  if (!present.ok) return present;
  const observed = await observe(parts, deviceId);
  return observed.ok ? ok(await lookAtSocket(parts, deviceId, hostSocket)) : observed;
};
