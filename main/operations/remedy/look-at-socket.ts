import type { Fault } from '#app/faults/fault.ts';
import type { unverifiedReasons } from '#app/remedy/outcome.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import { presentDevice, withLink } from '../../session/device-service.ts';
import { lookAtSocket as lookThroughLink } from '../look.ts';
import type { RemedyParts } from './remedy-parts.ts';

/** What a look tells of a socket, or why it may not be asked. */
export type Presence = 'there' | 'gone' | (typeof unverifiedReasons)[number];

/** Asks whether the socket exists, where the driver's profile allows it, and tells the session. */
export const lookAtSocket = async (
  { driver, session, clock }: RemedyParts,
  deviceId: string,
  hostSocket: number,
): Promise<Result<Presence, Fault>> => {
  const device = presentDevice(session, deviceId);
  if (!device.ok) return device;
  const { profile } = device.value;
  const forbidden = whyNoProbe(profile);
  if (forbidden !== null) return ok(forbidden);
  const asked = await withLink(driver, deviceId, profile, (link) =>
    lookThroughLink(link, hostSocket, profile, clock),
  );
  if (!asked.ok) return asked;
  const evidence = asked.value;
  session.dispatch({ type: 'socket-looked-at', deviceId, hostSocket, evidence });
  if (evidence.kind === 'probe-caught-channel' && !evidence.closedAgain) {
    const fault: Fault = { kind: 'channel-left-open', deviceId, hostSocket };
    session.dispatch({ type: 'notice', at: clock.now(), fault });
  }
  switch (evidence.kind) {
    case 'probe-refused':
      return ok('gone');
    case 'probe-unclear':
      return ok('recheck-unclear');
    default:
      return ok('there');
  }
};
