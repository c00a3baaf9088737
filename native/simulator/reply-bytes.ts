import type { Activity } from '#app/dot4/activity.ts';
import type { ChannelHandleArguments, SocketIds } from '../port.ts';
import { layouts } from '../wire/layouts.ts';
import { pack } from '../wire/pack.ts';
import type { EncodedRequest } from '../wire/requests.ts';

/** The replies of the model as a driver writes them: the structure that was sent, with what it fills in. */
export const createdReply =
  ({ input }: EncodedRequest) =>
  ({ hostSocket, peripheralSocket }: SocketIds): Uint8Array => {
    const { bHsid, bPsid } = layouts.DOT4_DC_CREATE_DATA.fields;
    const reply = input.slice();
    reply[bHsid.at] = hostSocket;
    reply[bPsid.at] = peripheralSocket;
    return reply;
  };

export const openedReply =
  ({ input }: EncodedRequest) =>
  ({ channelHandle }: ChannelHandleArguments): Uint8Array => {
    const reply = input.slice();
    const { at } = layouts.DOT4_DC_OPEN_DATA.fields.hChannelHandle;
    new DataView(reply.buffer).setUint32(at, channelHandle, true);
    return reply;
  };

export const activityReply = ({ messageCode, byteCount, channelHandle }: Activity): Uint8Array =>
  pack('DOT4_ACTIVITY', { ulMessage: messageCode, ulByteCount: byteCount, hChannel: channelHandle });
