import { strict as assert } from 'node:assert';
import { setTimeout as wait } from 'node:timers/promises';
import { ntStatus, type NtStatus } from '#app/dot4/ntstatus.ts';
import type { RequestName } from '#app/dot4/requests.ts';
import type { Dot4Driver } from '../port.ts';
import { controlCodes } from '../wire/codes.ts';
import { sizeOf } from '../wire/layouts.ts';
import { pack } from '../wire/pack.ts';
import { deviceIdOf } from '../windows/discovery/device-id.ts';
import { ordinary, type Personality } from '../simulator/personality.ts';
import type { Bench, InjectedFault, Truth } from './harness.ts';
import { closeHandlesBehind } from './close-handles-behind.ts';
import { personalityFields } from './test-driver-personality.ts';
import { TestDriverDevice, testRequests, words } from './test-driver-device.ts';
import type { InstalledDevice, TestPrograms } from './test-programs.ts';

/** DOT4TEST_COUNTERS of dot4test.h. */
const countersBytes = 128;
const counterAt = {
  creates: 4,
  closes: 8,
  pendingNow: 68,
  socketsCreated: 84,
  socketsDestroyed: 88,
  channelsOpened: 96,
  channelsClosed: 100,
  channelsNow: 104,
} as const;
type Counts = Readonly<Record<keyof typeof counterAt, number>>;
/** LIST_SOCKETS: a count, then entries that begin with their host socket. */
const socketEntryBytes = 72;
const mostSockets = 255;

const RESET_FAULTS = 2;
const FAULT_BLOCK = 6;
const none = new Uint8Array(0);

/** DOT4TEST_FAULT: kind, status, arg; it strikes until it is taken back. */
const faultWords = (fault: InjectedFault): readonly [kind: number, status: number, arg: number] => {
  switch (fault.kind) {
    case 'force-status':
      return [1, fault.ntstatus.code, 0];
    case 'short-reply':
      return [2, 0, fault.bytes];
    case 'long-reply':
      return [8, 0, fault.bytes];
    case 'stall':
      return [3, 0, 0];
    case 'ignore-cancel':
      return [4, ntStatus('STATUS_CANCELLED').code, 0];
    case 'delay':
      return [5, 0, fault.delayMs];
  }
};

/** A bench promises; our handle answers at once. */
const soon = <T>(run: () => T): Promise<T> => Promise.resolve().then(run);

export interface BenchParts {
  readonly driver: Dot4Driver;
  readonly installed: InstalledDevice;
  readonly programs: TestPrograms;
  /** Called first when the bench stops. */
  readonly onStop: () => Promise<void>;
}

/** One device of the C test driver, driven through the Windows driver and looked at from behind. */
export class WindowsBench implements Bench {
  readonly driver: Dot4Driver;
  readonly deviceId: string;
  #installed: InstalledDevice;
  #device: TestDriverDevice;
  readonly #programs: TestPrograms;
  readonly #onStop: () => Promise<void>;
  #removed = false;

  private constructor(parts: BenchParts, device: TestDriverDevice) {
    this.driver = parts.driver;
    this.deviceId = deviceIdOf(parts.installed.instanceId);
    this.#installed = parts.installed;
    this.#device = device;
    this.#programs = parts.programs;
    this.#onStop = parts.onStop;
  }

  static async on(parts: BenchParts): Promise<WindowsBench> {
    const device = await TestDriverDevice.open(parts.installed.path);
    device.tell(testRequests.RESET, none);
    return new WindowsBench(parts, device);
  }

  get devicePath(): string {
    return this.#installed.path;
  }

  get removed(): boolean {
    return this.#removed;
  }

  async letTimePass(): Promise<void> {
    await wait(1);
  }

  /** Our own handle was opened before the counters were reset, so it counts nowhere. */
  truth(): Promise<Truth> {
    return soon(() => this.#truth());
  }

  #truth(): Truth {
    const { channelsNow, pendingNow, creates, closes } = this.counts();
    return {
      hostSockets: this.#hostSockets(),
      openChannels: channelsNow,
      pendingRequests: pendingNow,
      openHandles: creates - closes,
    };
  }

  /** What the driver counted since the case began. */
  counts(): Counts {
    const counters = this.#device.tell(testRequests.COUNTERS, none, countersBytes);
    const read = Object.entries(counterAt).map(([name, at]) => [name, counters.getUint32(at, true)]);
    return Object.fromEntries(read) as Counts;
  }

  setFault(request: RequestName, fault: InjectedFault): Promise<void> {
    return this.#tell(testRequests.SET_FAULT, words(controlCodes[request], ...faultWords(fault), 0));
  }

  async clearFaults(): Promise<void> {
    if (!this.#removed) await this.#tell(testRequests.RESET, words(RESET_FAULTS));
  }

  setPersonality(personality: Partial<Personality>): Promise<void> {
    const fields = Object.values(personalityFields({ ...ordinary, ...personality }));
    return this.#tell(testRequests.SET_PERSONALITY, words(4 * (1 + fields.length), ...fields));
  }

  otherProgramLeaks(
    services: readonly string[],
    { openChannels }: { readonly openChannels: boolean },
  ): Promise<readonly number[]> {
    return this.#programs.leakSockets(this.#installed.path, services, openChannels);
  }

  /** A program of this name has the device open until it is ended. `how`: see other-program.c. */
  otherProgramHolds(
    name: string,
    how: readonly string[] = ['--hold'],
  ): ReturnType<TestPrograms['holdDevice']> {
    return this.#programs.holdDevice(name, this.#installed.path, how);
  }

  /** The next such request sleeps in the driver's dispatch routine and is then performed. */
  blockOnce(request: RequestName, ms: number): void {
    this.#device.tell(testRequests.SET_FAULT, words(controlCodes[request], FAULT_BLOCK, 0, ms, 1));
  }

  peripheralOpensChannel(hostSocket: number): Promise<void> {
    return soon(() => {
      const { status } = this.#device.ask(testRequests.PERIPHERAL_OPENS, words(hostSocket));
      const nobodyWaits = status === ntStatus('STATUS_NOT_FOUND').code;
      if (status !== 0 && !nobodyWaits) throw new Error(`refused with 0x${status.toString(16)}`);
    });
  }

  emitActivity({
    messageCode,
    byteCount,
    channelHandle,
  }: Parameters<Bench['emitActivity']>[0]): Promise<void> {
    const record = { ulMessage: messageCode, ulByteCount: byteCount, hChannel: channelHandle };
    return this.#tell(testRequests.EMIT_ACTIVITY, pack('DOT4_ACTIVITY', record));
  }

  async removeDevice(): Promise<void> {
    this.#removed = true;
    await this.#programs.removeDevice(this.#installed.instanceId);
  }

  async returnDevice(): Promise<void> {
    this.#installed = await this.#programs.installDevice();
    assert.equal(deviceIdOf(this.#installed.instanceId), this.deviceId, 'it came back as another device');
    this.#device.close();
    this.#device = await TestDriverDevice.open(this.#installed.path);
    this.#device.tell(testRequests.RESET, none);
    this.#removed = false;
  }

  refuseOpen(ntstatus: NtStatus | null): Promise<void> {
    return this.#tell(testRequests.REFUSE_OPEN, words(ntstatus?.code ?? 0));
  }

  spoilHandles(): Promise<void> {
    return closeHandlesBehind(this.#installed.path, this.#device);
  }

  sleep(): Promise<void> {
    return this.#tell(testRequests.SLEEP, words(1));
  }

  resume(): Promise<void> {
    return this.#tell(testRequests.SLEEP, words(0));
  }

  /** Nothing of the case is left on the device, and the device is still there. */
  get leftNothing(): boolean {
    return !this.#removed && this.#truth().openHandles === 0;
  }

  async stop(): Promise<void> {
    await this.#onStop();
    if (!this.#removed) this.#device.tell(testRequests.RESET, none);
    this.#device.close();
  }

  #tell(code: number, input: Uint8Array): Promise<void> {
    return soon(() => void this.#device.tell(code, input));
  }

  #hostSockets(): readonly number[] {
    const size = sizeOf('CHANNEL_HANDLE') + mostSockets * socketEntryBytes;
    const list = this.#device.tell(testRequests.LIST_SOCKETS, none, size);
    const count = list.getUint32(0, true);
    return Array.from({ length: count }, (_, index) => list.getUint8(4 + index * socketEntryBytes));
  }
}
