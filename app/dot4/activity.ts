/** Activity messages of d4iface.h; 0x104 is unassigned there. */
export type ActivityMessage =
  'stream-received' | 'stream-credits' | 'message-received' | 'disconnect' | 'channel-closed' | 'other';

export interface Activity {
  readonly message: ActivityMessage;
  /** The driver's own number, kept for `other`. */
  readonly messageCode: number;
  readonly byteCount: number;
  readonly channelHandle: number;
}
