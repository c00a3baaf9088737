import type { Clock } from '#app/clock.ts';
import { ntStatus, type NtStatus, type NtStatusName } from '#app/dot4/ntstatus.ts';
import { maxChannels } from '#app/dot4/sockets.ts';
import { fail, ok, type Result } from '#app/result.ts';
import type { ChannelHandleArguments, CreateSocketArguments, SocketArguments, SocketIds } from '../port.ts';
import { ActivityBoard, type ActivityRecord } from './activity-board.ts';
import { Channel } from './channel.ts';
import { Credits } from './credits.ts';
import { mayUse, type OpenHandle } from './open-handle.ts';
import type { Personality } from './personality.ts';
import { findService, type Service } from './services.ts';
import { freeHostSocket, type Socket } from './socket.ts';
import { nothingToWithdraw, WaitingLine, type Reply, type Withdraw } from './waiting-line.ts';

type Outcome<T> = Result<T, NtStatus>;

const refuse = (name: NtStatusName): { readonly ok: false; readonly fault: NtStatus } => fail(ntStatus(name));

/** The first handle; its high bit is set so that nobody takes a channel handle for a signed number. */
const firstHandle = 0x80000001;

/** What the peripheral behind the driver is like. */
export interface Peripheral {
  readonly services: readonly Service[];
  grantsCredits: boolean;
}

/** The reference model of native/README.md: the sockets and channels of one device, and what it refuses. */
export class DriverModel {
  readonly sockets = new Map<number, Socket>();
  readonly channels = new Map<number, Channel>();
  readonly activities = new ActivityBoard();
  readonly #clock: Clock;
  readonly #peripheral: Peripheral;
  readonly #personality: () => Personality;
  #nextHandle = firstHandle;

  constructor(clock: Clock, peripheral: Peripheral, personality: () => Personality) {
    this.#clock = clock;
    this.#peripheral = peripheral;
    this.#personality = personality;
  }

  createSocket(args: CreateSocketArguments, creator: OpenHandle): Outcome<SocketIds> {
    const service = findService(this.#peripheral.services, args);
    if (service === undefined) return refuse('STATUS_OBJECT_NAME_NOT_FOUND');
    const hostSocket = freeHostSocket(this.sockets, service.socket);
    if (hostSocket === null) return refuse('STATUS_INSUFFICIENT_RESOURCES');
    const { type, readBufferSize, maxHostToPeripheralPacket } = args;
    this.sockets.set(hostSocket, {
      hostSocket,
      service,
      type,
      readBufferSize,
      maxHostToPeripheralPacket,
      creator,
      listeners: new WaitingLine(),
    });
    return ok({ hostSocket, peripheralSocket: service.socket });
  }

  destroySocket(hostSocket: number, caller: OpenHandle): Outcome<void> {
    if (hostSocket === 0) return refuse('STATUS_INVALID_PARAMETER');
    const found = this.#socket(hostSocket, caller);
    if (!found.ok) return found;
    if (this.#channelOf(found.value) !== undefined && this.#personality().destroyWithOpenChannel === 'busy')
      return refuse('STATUS_DEVICE_BUSY');
    this.#remove(found.value);
    return ok(undefined);
  }

  openChannel(args: SocketArguments, caller: OpenHandle): Outcome<ChannelHandleArguments> {
    const found = this.#socket(args.hostSocket, caller);
    return found.ok ? this.#connect(found.value, args.addActivity) : found;
  }

  waitForChannel(args: SocketArguments, caller: OpenHandle, reply: Reply<ChannelHandleArguments>): Withdraw {
    const found = this.#socket(args.hostSocket, caller);
    if (found.ok) return found.value.listeners.join({ caller, addActivity: args.addActivity, reply });
    reply(found);
    return nothingToWithdraw;
  }

  /** The printer opens a channel to whoever listens longest; it is turned away when nobody does. */
  peripheralOpens(hostSocket: number): boolean {
    const socket = this.sockets.get(hostSocket);
    const listener = socket?.listeners.first();
    if (socket === undefined || listener === undefined) return false;
    const opened = this.#connect(socket, listener.addActivity);
    if (!opened.ok) return false;
    socket.listeners.leave(listener);
    listener.reply(opened);
    return true;
  }

  closeChannel(handle: number): Outcome<void> {
    const found = this.channel(handle);
    if (!found.ok) return found;
    this.#disconnect(found.value);
    return ok(undefined);
  }

  setBroadcast(handle: number, broadcast: boolean): Outcome<void> {
    const found = this.channel(handle);
    if (!found.ok) return found;
    found.value.broadcast = broadcast;
    return ok(undefined);
  }

  waitActivity(reply: Reply<ActivityRecord>): Withdraw {
    return this.activities.wait(reply);
  }

  channel(handle: number): Outcome<Channel> {
    const channel = this.channels.get(handle);
    return channel === undefined ? refuse('STATUS_INVALID_HANDLE') : ok(channel);
  }

  /** What the end of a handle takes along: nothing (the leak Unjam exists for), unless the personality frees. */
  handleEnds(handle: OpenHandle): void {
    if (this.#personality().creatorEnds === 'leaks') return;
    for (const socket of [...this.sockets.values()]) if (socket.creator === handle) this.#remove(socket);
  }

  /** The device is gone: nothing is notified or cancelled, and no timer is left running. */
  clear(): void {
    for (const channel of this.channels.values()) channel.credits.stop();
    this.channels.clear();
    this.sockets.clear();
  }

  #socket(hostSocket: number, caller: OpenHandle): Outcome<Socket> {
    const socket = this.sockets.get(hostSocket);
    if (socket === undefined) return refuse(this.#personality().unknownSocket);
    if (!mayUse(this.#personality().sharing, socket.creator, caller)) return refuse('STATUS_ACCESS_DENIED');
    return ok(socket);
  }

  #channelOf(socket: Socket): Channel | undefined {
    return [...this.channels.values()].find((channel) => channel.socket === socket);
  }

  #connect(socket: Socket, broadcast: boolean): Outcome<ChannelHandleArguments> {
    for (const channel of this.channels.values())
      if (channel.socket.service.socket === socket.service.socket) return refuse('STATUS_DEVICE_BUSY');
    if (this.channels.size >= maxChannels) return refuse('STATUS_INSUFFICIENT_RESOURCES');
    const handle = this.#nextHandle++;
    const credits: Credits = new Credits(this.#clock, {
      initial: 16,
      grantAfterMs: 1,
      granting: () => this.#peripheral.grantsCredits,
      room: () => channel.unreadBytes <= socket.readBufferSize,
    });
    const channel = new Channel(handle, socket, { broadcast, credits, activities: this.activities });
    this.channels.set(handle, channel);
    return ok({ channelHandle: handle });
  }

  #disconnect(channel: Channel): void {
    this.channels.delete(channel.handle);
    channel.end();
  }

  #remove(socket: Socket): void {
    this.sockets.delete(socket.hostSocket);
    const channel = this.#channelOf(socket);
    if (channel !== undefined) this.#disconnect(channel);
    for (const listener of socket.listeners.dissolve()) listener.reply(refuse('STATUS_CANCELLED'));
  }
}
