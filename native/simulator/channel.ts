import { ntStatus } from '#app/dot4/ntstatus.ts';
import { fail, ok } from '#app/result.ts';
import { headerConstants } from '../wire/constants.ts';
import type { ActivityBoard } from './activity-board.ts';
import { ByteQueue } from './byte-queue.ts';
import type { Credits } from './credits.ts';
import type { Socket } from './socket.ts';
import { nothingToWithdraw, WaitingLine, type Reply, type Withdraw } from './waiting-line.ts';

const { DOT4_STREAM_RECEIVED, DOT4_STREAM_CREDITS, DOT4_MESSAGE_RECEIVED, DOT4_CHANNEL_CLOSED } =
  headerConstants;

/** What a socket of packet size 0 gets: "no data can flow" is a protocol error the model does not have. */
const defaultPacket = 4096;

interface PendingRead {
  readonly size: number;
  readonly reply: Reply<Uint8Array>;
}

interface PendingWrite {
  readonly data: Uint8Array;
  readonly reply: Reply<number>;
  sent: number;
}

/** A channel with its data: writes wait for credit, reads wait for data, each in the order they came. */
export class Channel {
  broadcast: boolean;
  readonly handle: number;
  readonly socket: Socket;
  readonly credits: Credits;
  readonly #activities: ActivityBoard;
  readonly #unread = new ByteQueue();
  readonly #reads = new WaitingLine<PendingRead>();
  readonly #writes = new WaitingLine<PendingWrite>();
  #sending = false;

  constructor(
    handle: number,
    socket: Socket,
    context: { readonly broadcast: boolean; readonly credits: Credits; readonly activities: ActivityBoard },
  ) {
    this.handle = handle;
    this.socket = socket;
    this.broadcast = context.broadcast;
    this.credits = context.credits;
    this.#activities = context.activities;
    this.credits.onGranted = () => this.#granted();
  }

  get unreadBytes(): number {
    return this.#unread.length;
  }

  read(size: number, reply: Reply<Uint8Array>): Withdraw {
    if (size === 0) {
      reply(ok(new Uint8Array()));
      return nothingToWithdraw;
    }
    const withdraw = this.#reads.join({ size, reply });
    this.#serveReads();
    return withdraw;
  }

  write(data: Uint8Array, reply: Reply<number>): Withdraw {
    const withdraw = this.#writes.join({ data, reply, sent: 0 });
    this.#sendPackets();
    return withdraw;
  }

  /** Data from the peripheral. */
  receive(bytes: Uint8Array): void {
    this.#unread.push(bytes);
    const packets = this.socket.type === 'packet';
    this.notify(packets ? DOT4_MESSAGE_RECEIVED : DOT4_STREAM_RECEIVED, bytes.length);
    this.#serveReads();
  }

  notify(messageCode: number, byteCount: number): void {
    if (this.broadcast) this.#activities.post({ messageCode, byteCount, channelHandle: this.handle });
  }

  /** The channel goes: whoever waits on it is cancelled, as the reference model says. */
  end(): void {
    this.credits.stop();
    const cancelled = fail(ntStatus('STATUS_CANCELLED'));
    for (const { reply } of this.#reads.dissolve()) reply(cancelled);
    for (const { reply } of this.#writes.dissolve()) reply(cancelled);
    this.notify(DOT4_CHANNEL_CLOSED, 0);
  }

  #serveReads(): void {
    for (
      let read = this.#reads.first();
      read !== undefined && this.#unread.length > 0;
      read = this.#reads.first()
    ) {
      this.#reads.leave(read);
      read.reply(ok(this.#unread.take(read.size)));
    }
    this.credits.roomMade();
  }

  /** Not re-entered: an echo that is read at once makes room, which grants credit, which sends. */
  #sendPackets(): void {
    if (this.#sending) return;
    this.#sending = true;
    this.#sendWhileCredit();
    this.#sending = false;
  }

  #sendWhileCredit(): void {
    const packet = this.socket.maxHostToPeripheralPacket || defaultPacket;
    for (let write = this.#writes.first(); write !== undefined; write = this.#writes.first()) {
      while (write.sent < write.data.length) {
        if (!this.credits.spend()) return;
        const bytes = write.data.subarray(write.sent, write.sent + packet);
        write.sent += bytes.length;
        if (this.socket.service.name === 'ECHO') this.receive(bytes);
      }
      this.#writes.leave(write);
      write.reply(ok(write.data.length));
    }
  }

  #granted(): void {
    if (this.#writes.length > 0) this.notify(DOT4_STREAM_CREDITS, 0);
    this.#sendPackets();
  }
}
