import type { ChannelType } from '#app/dot4/sockets.ts';
import { maxHostSocket, minHostSocket } from '#app/dot4/sockets.ts';
import type { ChannelHandleArguments } from '../port.ts';
import type { OpenHandle } from './open-handle.ts';
import type { Service } from './services.ts';
import type { Reply, WaitingLine } from './waiting-line.ts';

/** Somebody in WAIT_FOR_CHANNEL. */
export interface Listener {
  readonly caller: OpenHandle;
  readonly addActivity: boolean;
  readonly reply: Reply<ChannelHandleArguments>;
}

export interface Socket {
  readonly hostSocket: number;
  readonly service: Service;
  readonly type: ChannelType;
  readonly readBufferSize: number;
  readonly maxHostToPeripheralPacket: number;
  readonly creator: OpenHandle;
  readonly listeners: WaitingLine<Listener>;
}

/** The peripheral's own number when it is free, else the lowest free one (reference model); null: none is left. */
export const freeHostSocket = (taken: { has(id: number): boolean }, preferred: number): number | null => {
  if (preferred >= minHostSocket && !taken.has(preferred)) return preferred;
  for (let id = minHostSocket; id <= maxHostSocket; id++) if (!taken.has(id)) return id;
  return null;
};
