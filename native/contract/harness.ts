import type { DeviceId } from '#app/dot4/device.ts';
import type { NtStatus } from '#app/dot4/ntstatus.ts';
import type { RequestName } from '#app/dot4/requests.ts';
import type { Dot4Driver } from '../port.ts';
import type { Personality } from '../simulator/personality.ts';
import type { InjectedFault } from '../simulator/injected-fault.ts';

export type { InjectedFault };

/** The part of a test runner that the suite needs; vitest and node:test both fit it as they are. */
export interface Runner {
  describe(name: string, define: () => void): unknown;
  readonly it: {
    (name: string, run: () => Promise<void>): unknown;
    skip(name: string, run: () => Promise<void>): unknown;
  };
}

/** Controls a driver under test may or may not offer. */
export const featureNames = [
  'truth',
  'force-status',
  'short-reply',
  'long-reply',
  'stall',
  'ignore-cancel',
  'delay',
  'personalities',
  'peripheral-opens',
  'emit-activity',
  'other-program',
  'remove-device',
  'status-after-removal',
  'watch-removal',
  'return',
  'refuse-open',
  'bad-handles',
  'bad-handles-end-requests',
  'sleep',
] as const;
export type FeatureName = (typeof featureNames)[number];

/** What the driver really holds for the bench's device, told by the driver itself and not through the port. */
export interface Truth {
  /** Host sockets, ascending. */
  readonly hostSockets: readonly number[];
  readonly openChannels: number;
  /** Requests that wait in the driver, of any link; a control handle of the harness does not count. */
  readonly pendingRequests: number;
  /** Open handles on the device, without a control handle of the harness. */
  readonly openHandles: number;
}

/** One device to test on. A fresh bench has no socket, no fault and the ordinary personality. */
export interface Bench {
  readonly driver: Dot4Driver;
  /** Offers at least PRINT (2), HP-SCAN (4), ECHO (6) and HP-FAX-SEND (7). */
  readonly deviceId: DeviceId;
  /**
   * Lets a little time pass: a virtual clock moves by a millisecond and settles, a real one waits that long.
   * The suite waits for values and conditions by calling it again and again.
   */
  letTimePass(): Promise<void>;
  truth(): Promise<Truth>;
  setFault(request: RequestName, fault: InjectedFault): Promise<void>;
  /** Ends every fault and gives back what `stall` and `ignore-cancel` still hold. */
  clearFaults(): Promise<void>;
  /** What is not named is ordinary. */
  setPersonality(personality: Partial<Personality>): Promise<void>;
  /** Another program creates sockets on these services, opens channels if asked, and dies; answers the leaked host sockets. */
  otherProgramLeaks(
    services: readonly string[],
    options: { readonly openChannels: boolean },
  ): Promise<readonly number[]>;
  /** The printer opens a channel to whoever waits longest on this host socket; nobody waiting: nothing happens. */
  peripheralOpensChannel(hostSocket: number): Promise<void>;
  /** A raw DOT4_ACTIVITY record for everybody who waits, whatever channels have broadcast on. */
  emitActivity(activity: {
    readonly messageCode: number;
    readonly byteCount: number;
    readonly channelHandle: number;
  }): Promise<void>;
  /** Unplugs the device under everything that is open. */
  removeDevice(): Promise<void>;
  /** Plugs it in again, as a new device under the same id: nothing of before is left. */
  returnDevice(): Promise<void>;
  /** Every open is refused with this; null: allowed again. */
  refuseOpen(ntstatus: NtStatus | null): Promise<void>;
  /** The handles of the driver under test on the device are closed behind its back. */
  spoilHandles(): Promise<void>;
  /** The PC goes to sleep with everything that is open. */
  sleep(): Promise<void>;
  resume(): Promise<void>;
  /** Closes the driver and leaves nothing behind; called after each case, also after removeDevice(). */
  stop(): Promise<void>;
}

/**
 * What runs the suite on one implementation. `start` is called before each case; a harness may keep what is
 * expensive (a loaded driver, a process) from bench to bench.
 */
export interface ContractHarness {
  readonly name: string;
  /** Features this harness cannot offer, with the reason a person reads beside the skipped case. */
  readonly lacks: Readonly<Partial<Record<FeatureName, string>>>;
  start(): Promise<Bench>;
}
