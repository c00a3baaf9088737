import { strict as assert } from 'node:assert';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { CallOptions, DeviceLink, OpenOptions, RequestOptions, StampedSight } from '../port.ts';
import type { Bench, FeatureName } from './harness.ts';

/** Far more than anything takes; a harness on real time waits a millisecond for each. */
const mostRounds = 20_000;

/** A limit that no case is meant to reach. */
const patient: CallOptions = { deadlineMs: 15_000 };

/** One case on one bench: waits without sleeping, opens links, and checks afterwards that nothing was left behind. */
export class Stage {
  readonly bench: Bench;
  readonly #lacks: Readonly<Partial<Record<FeatureName, string>>>;
  readonly #links: DeviceLink[] = [];
  readonly #sockets = new Set<number>();
  #removed = false;

  constructor(bench: Bench, lacks: Readonly<Partial<Record<FeatureName, string>>>) {
    this.bench = bench;
    this.#lacks = lacks;
  }

  readonly options = (overrides: Partial<RequestOptions> = {}): RequestOptions => ({
    ...patient,
    ...overrides,
  });

  async open(options: Partial<OpenOptions> = {}): Promise<DeviceLink> {
    const link = await this.value(this.bench.driver.open(this.bench.deviceId, { ...patient, ...options }));
    this.#links.push(link);
    return link;
  }

  /** What a look that begins now shows of the device. */
  async sight(limits: CallOptions = patient): Promise<StampedSight> {
    const { driver, deviceId } = this.bench;
    const sights = await this.value(driver.look({ ...limits, fresh: true }));
    return sights.get(deviceId) ?? assert.fail(`a look shows nothing of ${deviceId}`);
  }

  /** The promise's value, letting time pass until it comes. */
  async answer<T>(promise: Promise<T>): Promise<T> {
    const wait = { over: false };
    const settled = promise.then(
      () => (wait.over = true),
      () => (wait.over = true),
    );
    for (let round = 0; !wait.over; round++) {
      assert.ok(round < mostRounds, 'no answer came');
      await Promise.race([settled, this.bench.letTimePass()]);
    }
    return promise;
  }

  async until(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
    for (let round = 0; !(await condition()); round++) {
      assert.ok(round < mostRounds, `it never came true that ${what}`);
      await this.bench.letTimePass();
    }
  }

  pending(count: number): Promise<void> {
    const holds = async () => (await this.bench.truth()).pendingRequests === count;
    return this.until(`${count} requests are pending`, holds);
  }

  async value<T>(promise: Promise<Result<T, Fault>>): Promise<T> {
    const result = await this.answer(promise);
    if (!result.ok) assert.fail(`expected a value, got ${JSON.stringify(result.fault)}`);
    return result.value;
  }

  async fault<T>(promise: Promise<Result<T, Fault>>): Promise<Fault> {
    const result = await this.answer(promise);
    if (result.ok) assert.fail(`expected a fault, got ${JSON.stringify(result.value)}`);
    return result.fault;
  }

  /** The host socket of a new socket; whatever is left of it is destroyed after the case. */
  async socket(link: DeviceLink, service: string, peripheralSocket: number = 0): Promise<number> {
    const { hostSocket } = await this.value(
      link.createSocket({ ...ordinarySocket, service, peripheralSocket }, patient),
    );
    this.#sockets.add(hostSocket);
    return hostSocket;
  }

  /** A channel on a new socket of this service. */
  async channel(link: DeviceLink, service: string, addActivity: boolean = false) {
    const hostSocket = await this.socket(link, service);
    const { channelHandle } = await this.value(link.openChannel({ hostSocket, addActivity }, patient));
    return { hostSocket, channelHandle };
  }

  mind(...hostSockets: readonly number[]): void {
    for (const hostSocket of hostSockets) this.#sockets.add(hostSocket);
  }

  async remove(): Promise<void> {
    this.#removed = true;
    await this.bench.removeDevice();
  }

  async comeBack(): Promise<void> {
    await this.bench.returnDevice();
    this.#removed = false;
    this.#sockets.clear();
  }

  /** Cleans up after the case and proves that the driver holds nothing of it any more. */
  async leaveNothing(): Promise<void> {
    await this.bench.clearFaults();
    for (const link of this.#links) await this.answer(link.close());
    if (this.#removed) return;
    if (this.#lacks.personalities === undefined) await this.bench.setPersonality({});
    if (this.#sockets.size > 0) await this.#destroySockets();
    if (this.#lacks.truth !== undefined) return;
    const nothing = { hostSockets: [], openChannels: 0, pendingRequests: 0, openHandles: 0 };
    assert.deepEqual(await this.bench.truth(), nothing, 'the case left something behind');
  }

  async #destroySockets(): Promise<void> {
    const link = await this.value(this.bench.driver.open(this.bench.deviceId, patient));
    const destroyed = [...this.#sockets].map((hostSocket) => link.destroySocket({ hostSocket }, patient));
    await this.answer(Promise.all(destroyed));
    await this.answer(link.close());
  }
}

export const ordinarySocket = {
  service: 'ECHO',
  peripheralSocket: 0,
  type: 'stream',
  readBufferSize: 0x7fff,
  maxHostToPeripheralPacket: 4096,
  maxPeripheralToHostPacket: 4096,
} as const;
