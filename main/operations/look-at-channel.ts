import type { Fault } from '#app/faults/fault.ts';
import type { unverifiedReasons } from '#app/remedy/outcome.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { liveChannel } from '#app/session/channels.ts';
import type { ChannelState } from '#app/session/state.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import { presentDevice, withLink } from '../session/device-service.ts';
import { lookAtSocket, noticeLeftOpen } from './look.ts';
import type { OperationParts } from './operation.ts';

/** What a look shows of a socket, or why it may not be asked. */
export type Presence = 'there' | 'gone' | (typeof unverifiedReasons)[number];

/** Asks whether the socket exists, where the driver's profile allows it; the session has the answer then. */
export const askSocket = async (
  parts: Pick<OperationParts, 'driver' | 'session' | 'clock'>,
  deviceId: string,
  hostSocket: number,
): Promise<Result<Presence, Fault>> => {
  const { driver, session, clock } = parts;
  const device = presentDevice(session, deviceId);
  if (!device.ok) return device;
  const { profile } = device.value;
  const forbidden = whyNoProbe(profile);
  if (forbidden !== null) return ok(forbidden);
  const asked = await withLink(driver, deviceId, profile, (link) =>
    lookAtSocket(link, hostSocket, profile, clock),
  );
  if (!asked.ok) return asked;
  const evidence = asked.value;
  session.dispatch({ type: 'socket-looked-at', deviceId, hostSocket, evidence });
  noticeLeftOpen(parts, deviceId, hostSocket, evidence);
  switch (evidence.kind) {
    case 'probe-refused':
      return ok('gone');
    case 'probe-unclear':
      return ok('recheck-unclear');
    default:
      return ok('there');
  }
};

/** Looks at one socket and what is around it, so that its ladder can be shown where no row of it was seen. */
export const lookAtChannel = (
  parts: Pick<OperationParts, 'driver' | 'session' | 'clock' | 'devices' | 'turns'>,
  deviceId: string,
  hostSocket: number,
): Promise<Result<ChannelState, Fault>> =>
  parts.turns.run(deviceId, async () => {
    const seen = await parts.devices.lookNow(deviceId);
    if (!seen.ok) return seen;
    const asked = await askSocket(parts, deviceId, hostSocket);
    const channel = liveChannel(parts.session.state, deviceId, hostSocket);
    if (channel !== null) return ok(channel);
    if (!asked.ok) return asked;
    switch (asked.value) {
      case 'there':
      case 'gone':
      case 'recheck-unclear':
        return fail({ kind: 'unknown-channel', deviceId, hostSocket });
      default:
        return fail({ kind: 'profile-forbids', feature: 'remedy', because: asked.value });
    }
  });
