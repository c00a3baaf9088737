import type { RequestName } from '#app/dot4/requests.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { DeviceLink, RequestOptions } from '../port.ts';
import { ordinarySocket, type Stage } from './stage.ts';

export type Calls = Readonly<
  Record<RequestName, (options: RequestOptions) => Promise<Result<unknown, Fault>>>
>;

/** All ten requests with arguments that would succeed (or pend), on a socket and a channel made for them. */
export const everyRequest = async (stage: Stage, link: DeviceLink): Promise<Calls> => {
  const { channelHandle } = await stage.channel(link, 'ECHO');
  const hostSocket = await stage.socket(link, 'HP-SCAN');
  const onSocket = { hostSocket, addActivity: false };
  return {
    OPEN_CHANNEL: (options) => link.openChannel(onSocket, options),
    CLOSE_CHANNEL: (options) => link.closeChannel({ channelHandle }, options),
    READ: (options) => link.read({ channelHandle, size: 16, timeoutMs: 0 }, options),
    WRITE: (options) => link.write({ channelHandle, data: new Uint8Array(16), timeoutMs: 0 }, options),
    ADD_ACTIVITY_BROADCAST: (options) => link.addActivityBroadcast({ channelHandle }, options),
    REMOVE_ACTIVITY_BROADCAST: (options) => link.removeActivityBroadcast({ channelHandle }, options),
    WAIT_ACTIVITY_BROADCAST: (options) => link.waitActivity(options),
    CREATE_SOCKET: (options) => link.createSocket({ ...ordinarySocket, service: 'PRINT' }, options),
    WAIT_FOR_CHANNEL: (options) => link.waitForChannel(onSocket, options),
    DESTROY_SOCKET: (options) => link.destroySocket({ hostSocket }, options),
  };
};
