import type { DeviceId } from '#app/dot4/device.ts';
import type { NtStatus } from '#app/dot4/ntstatus.ts';
import type { RequestName } from '#app/dot4/requests.ts';
import type { ActivityRecord } from './activity-board.ts';
import type { InjectedFault } from './injected-fault.ts';
import type { Personality } from './personality.ts';
import type { World } from './world.ts';

/** What a device of the simulated PC really holds now. */
export interface Holdings {
  readonly hostSockets: readonly number[];
  readonly openChannels: number;
  /** Requests that wait in the driver, apart from those that are only just on their way. */
  readonly pendingRequests: number;
  readonly requestsOnTheWay: number;
  readonly openHandles: number;
}

/** What happened on a device since it was plugged in. Opens = closes + open handles; sent = completed + pending + on the way. */
export interface Counters {
  readonly opens: number;
  readonly closes: number;
  readonly sent: Readonly<Record<RequestName, number>>;
  readonly completed: number;
}

export interface LookCounts {
  readonly discoveries: number;
  readonly looks: number;
}

/** The hand of a test or a demonstration in the simulated PC; no program under test sees it. */
export interface Controls {
  /** For other programs, unplugging and print jobs. */
  readonly world: World;
  setPersonality(id: DeviceId, personality: Partial<Personality>): void;
  setFault(id: DeviceId, request: RequestName, fault: InjectedFault): void;
  clearFaults(id: DeviceId): void;
  /** Every open is refused with this; null: allowed again. */
  refuseOpen(id: DeviceId, ntstatus: NtStatus | null): void;
  /** The PC goes to sleep with everything that is open; DeviceStack.sleep tells what that means here. */
  sleep(): void;
  resume(): void;
  /** Every handle on the device is closed behind its owner. */
  spoilHandles(id: DeviceId): void;
  /** False where nobody waits on this host socket. */
  peripheralOpensChannel(id: DeviceId, hostSocket: number): boolean;
  /** The printer sends data on an open channel. */
  peripheralSends(id: DeviceId, channelHandle: number, data: Uint8Array): void;
  setGrantsCredits(id: DeviceId, grants: boolean): void;
  /** A record for everybody who waits, whatever channels have broadcast on. */
  emitActivity(id: DeviceId, record: ActivityRecord): void;
  holdings(id: DeviceId): Holdings;
  counters(id: DeviceId): Counters;
  /** How often somebody has looked at the PC: whoever shares a look adds none. */
  looks(): LookCounts;
}

export const controlsOf = (world: World): Controls => {
  const stackOf = (id: DeviceId) => world.printer(id).stack;
  return {
    world,
    setPersonality(id, personality) {
      const printer = world.printer(id);
      printer.personality = { ...printer.personality, ...personality };
    },
    setFault: (id, request, fault) => stackOf(id).dispatcher.setFault(request, fault),
    clearFaults: (id) => stackOf(id).dispatcher.clearFaults(),
    refuseOpen(id, ntstatus) {
      world.printer(id).openRefusal = ntstatus;
    },
    sleep: () => {
      for (const { stack } of world.printers) stack.sleep();
    },
    resume: () => {
      for (const { stack } of world.printers) stack.resume();
    },
    spoilHandles: (id) => stackOf(id).spoilHandles(),
    peripheralOpensChannel: (id, hostSocket) => stackOf(id).model.peripheralOpens(hostSocket),
    peripheralSends(id, channelHandle, data) {
      const channel = stackOf(id).model.channels.get(channelHandle);
      if (channel === undefined) throw new Error(`no channel ${channelHandle} on ${id}`);
      channel.receive(data);
    },
    setGrantsCredits: (id, grants) => world.printer(id).setGrantsCredits(grants),
    emitActivity: (id, record) => stackOf(id).model.activities.post(record),
    holdings(id) {
      const { model, dispatcher, handles } = stackOf(id);
      return {
        hostSockets: [...model.sockets.keys()].sort((a, b) => a - b),
        openChannels: model.channels.size,
        pendingRequests: dispatcher.pending,
        requestsOnTheWay: dispatcher.inFlight.size - dispatcher.pending,
        openHandles: handles.size,
      };
    },
    counters(id) {
      const { dispatcher, opens, closes } = stackOf(id);
      return { opens, closes, sent: { ...dispatcher.sent }, completed: dispatcher.completed };
    },
    looks: () => ({ ...world.looked }),
  };
};
