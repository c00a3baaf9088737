import type { Activity, ActivityMessage } from '#app/dot4/activity.ts';
import { headerConstants } from './constants.ts';
import { unpack } from './pack.ts';

/** Activity messages of d4iface.h; whatever else a driver sends is `other`, with its number. */
const messages: ReadonlyMap<number, ActivityMessage> = new Map([
  [headerConstants.DOT4_STREAM_RECEIVED, 'stream-received'],
  [headerConstants.DOT4_STREAM_CREDITS, 'stream-credits'],
  [headerConstants.DOT4_MESSAGE_RECEIVED, 'message-received'],
  [headerConstants.DOT4_DISCONNECT, 'disconnect'],
  [headerConstants.DOT4_CHANNEL_CLOSED, 'channel-closed'],
]);

/** A DOT4_ACTIVITY record, or null where there are fewer than its 12 bytes. */
export const decodeActivity = (bytes: Uint8Array): Activity | null => {
  const record = unpack('DOT4_ACTIVITY', bytes);
  return (
    record && {
      message: messages.get(record.ulMessage) ?? 'other',
      messageCode: record.ulMessage,
      byteCount: record.ulByteCount,
      channelHandle: record.hChannel,
    }
  );
};
